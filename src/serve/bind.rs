//! Finding a port.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};

use crate::diagnostic::Words;
use crate::words;

/// The port when none is asked for.
pub const DEFAULT_PORT: u16 = 1111;

/// How many ports are tried.
const TRIED: u16 = 20;

/// Why the server cannot listen.
#[derive(Debug)]
pub enum BindError {
    /// Another program listens at the port.
    Taken {
        /// The port.
        port: u16,
        /// The next free one, if one of the next few is.
        next: Option<u16>,
    },
    /// The system refuses.
    Refused {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The threads of the server cannot be started.
    Threads(io::Error),
}

impl BindError {
    /// What went wrong.
    pub fn message(&self) -> Words {
        match self {
            BindError::Taken { port, .. } => words!(
                "端口 {port} 已被其他程序占用",
                "port {port} is taken by another program"
            ),
            BindError::Refused { address, error } => words!(
                "无法在 {address} 上提供预览：{error}",
                "cannot listen at {address}: {error}"
            ),
            BindError::Threads(error) => {
                words!("无法启动预览：{error}", "cannot start the preview: {error}")
            }
        }
    }

    /// How to go on.
    pub fn help(&self) -> Option<Words> {
        match self {
            BindError::Taken {
                next: Some(next), ..
            } => Some(words!("改用 `--port {next}`", "use `--port {next}`")),
            BindError::Taken { next: None, .. } => Some(words!(
                "关闭占用端口的程序，或者用 `--port` 写另一个端口",
                "end the other program, or name another port with `--port`"
            )),
            BindError::Refused { error, .. } if error.kind() == ErrorKind::PermissionDenied => {
                Some(words!(
                    "用 `--port` 写一个 1024 以上的端口",
                    "name a port above 1024 with `--port`"
                ))
            }
            BindError::Refused { error, .. } if error.kind() == ErrorKind::AddrNotAvailable => {
                Some(words!(
                    "`--host` 要写这台电脑自己的地址，例如 127.0.0.1",
                    "`--host` must be an address of this machine, for example 127.0.0.1"
                ))
            }
            BindError::Refused { .. } | BindError::Threads(_) => None,
        }
    }
}

/// Listens at `port`; without one at the first free port from the usual one on.
pub(super) fn bind(host: IpAddr, port: Option<u16>) -> Result<TcpListener, BindError> {
    let first = port.unwrap_or(DEFAULT_PORT);
    match listen(host, first) {
        Ok(listener) => return Ok(listener),
        Err(error) if error.kind() != ErrorKind::AddrInUse => {
            return Err(BindError::Refused {
                address: SocketAddr::new(host, first),
                error,
            });
        }
        Err(_) => {}
    }
    let next = (1..TRIED)
        .filter_map(|step| first.checked_add(step))
        .find_map(|port| listen(host, port).ok());
    match (next, port) {
        (Some(listener), None) => Ok(listener),
        (next, _) => Err(BindError::Taken {
            port: first,
            next: next.and_then(|listener| Some(listener.local_addr().ok()?.port())),
        }),
    }
}

fn listen(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(SocketAddr::new(host, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
