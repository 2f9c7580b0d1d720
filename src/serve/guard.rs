//! Who may ask: the machine's own browser at the server's own address, and nobody through it.
//!
//! A page on the web can make a browser ask any server on this machine. It gets past a mere
//! binding to 127.0.0.1 by a name of its own that resolves to it (DNS rebinding), and by requests
//! across origins. So the names are a fixed list, and a list of what other sites may do is short:
//! lead here by a link.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};

/// Why a request gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It wants to change something.
    Method,
    /// It names a host that is not this server.
    Host,
    /// A page of another site asks.
    Foreign,
}

impl Refusal {
    /// Its status.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Host | Refusal::Foreign => StatusCode::FORBIDDEN,
        }
    }
}

/// Whether a request may be answered that came in at the address `local` of this machine.
pub(super) fn check(parts: &Parts, local: SocketAddr) -> Result<(), Refusal> {
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(Refusal::Method);
    }
    let headers = &parts.headers;
    let host = only(headers, &HOST).ok_or(Refusal::Host)?;
    let is_own = |authority: &str| is_own(authority, local);
    // A request line may name a host too; it goes before the header where there is one.
    let named = parts
        .uri
        .authority()
        .map(axum::http::uri::Authority::as_str);
    if !is_own(host) || !named.is_none_or(is_own) {
        return Err(Refusal::Host);
    }
    if headers.contains_key(ORIGIN) {
        let origin = only(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        if !origin.is_some_and(is_own) {
            return Err(Refusal::Foreign);
        }
    }
    let fetch = |name: &'static str| only(headers, &HeaderName::from_static(name));
    // `same-site` is no better than `cross-site`: any other server on this machine is that.
    let is_foreign = matches!(fetch("sec-fetch-site"), Some("cross-site" | "same-site"));
    let is_link = fetch("sec-fetch-mode") == Some("navigate") && is_document(headers);
    if is_foreign && !is_link {
        return Err(Refusal::Foreign);
    }
    Ok(())
}

/// Whether a browser wants to show the answer in a window of its own.
pub(super) fn is_document(headers: &HeaderMap) -> bool {
    only(headers, &HeaderName::from_static("sec-fetch-dest")) == Some("document")
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Whether `authority`, as in `127.0.0.1:1111`, is one of the names of this server.
fn is_own(authority: &str, local: SocketAddr) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !port.ends_with(']') => (host, port),
        _ => (authority, "80"),
    };
    if port != local.port().to_string() {
        return false;
    }
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let literal = match host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(six) => six.parse().map(IpAddr::V6),
        None => host.parse().map(IpAddr::V4),
    };
    literal.is_ok_and(|ip: IpAddr| {
        ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST || ip == local.ip().to_canonical()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_names() {
        let local: SocketAddr = "192.168.1.5:1111".parse().unwrap();
        let own = [
            "127.0.0.1:1111",
            "localhost:1111",
            "LocalHost:1111",
            "[::1]:1111",
            "192.168.1.5:1111",
        ];
        for host in own {
            assert!(is_own(host, local), "{host}");
        }
        let foreign = [
            "",
            ":1111",
            "localhost",
            "localhost:80",
            "localhost:1112",
            "localhost:01111",
            "localhost:1111:1111",
            "evil.example:1111",
            "localhost.evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "127.1:1111",
            "2130706433:1111",
            "0.0.0.0:1111",
            "192.168.1.6:1111",
            "[::]:1111",
            "[::1:1111",
            "::1:1111",
            "user@localhost:1111",
            "[127.0.0.1]:1111",
        ];
        for host in foreign {
            assert!(!is_own(host, local), "{host}");
        }
        let web: SocketAddr = "127.0.0.1:80".parse().unwrap();
        assert!(is_own("localhost", web) && is_own("[::1]", web));
    }
}
