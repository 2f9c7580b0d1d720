//! The preview: answers a browser from the last good site, tells open pages what changed, and
//! shows what is wrong. [`watch`] tells which folders may have changed.
//!
//! Nothing here reads a file: a request names an output, and a [`Source`] renders it. Pages get a
//! script in the answer alone; what is published has none of it.

mod address;
mod answer;
mod bind;
mod desk;
mod events;
mod faults;
mod guard;
mod html;
mod listen;
mod mime;
mod pages;
mod source;
mod specimen;
pub mod watch;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

pub use bind::{BindError, DEFAULT_PORT};
pub use source::{Round, Source};

use desk::Desk;

/// How long the end of the server waits for what is being rendered.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Threads that render what browsers ask for.
const RENDERERS: usize = 2;

/// Where to listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// An address of this machine.
    pub host: IpAddr,
    /// The port, if one was asked for; without it a free one from [`DEFAULT_PORT`] on.
    pub port: Option<u16>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            host: Ipv4Addr::LOCALHOST.into(),
            port: None,
        }
    }
}

/// A server that has its port and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    runtime: Runtime,
}

/// A server that answers until this is dropped.
pub struct Handle {
    desk: Arc<Desk>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    ///
    /// The port that was asked for is taken, or the system refuses.
    pub fn bind(options: Options) -> Result<Server, BindError> {
        let listener = bind::bind(options.host, options.port)?;
        let address = listener.local_addr().map_err(BindError::Threads)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            // Each thread that renders keeps memory of its own; more of them than cores gain nothing.
            .max_blocking_threads(RENDERERS)
            .thread_keep_alive(Duration::from_hours(1))
            .thread_name("preview")
            .enable_all()
            .build()
            .map_err(BindError::Threads)?;
        Ok(Server {
            listener,
            address,
            runtime,
        })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Where a browser on this machine finds the site.
    pub fn url(&self) -> String {
        let port = self.port();
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://127.0.0.1:{port}/"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
        }
    }

    /// Begins to answer, on threads of its own.
    pub fn start(self, first: Round) -> Handle {
        let desk = Arc::new(Desk::new(first));
        self.runtime
            .spawn(listen::listen(Arc::clone(&desk), self.listener));
        Handle {
            desk,
            runtime: Some(self.runtime),
        }
    }
}

impl Handle {
    /// Shows another round, and tells the open pages.
    pub fn publish(&self, round: Round) {
        self.desk.publish(round);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(LAST_WORK);
        }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").finish_non_exhaustive()
    }
}
