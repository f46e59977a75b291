//! Under which address people reach the pages, and whether what signs them in is safe on the way there.

use std::net::{IpAddr, SocketAddr};

/// Where the pages are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port, without a slash at the end.
    base: String,
    /// How sessions are kept.
    cookies: Cookies,
}

/// How a browser keeps a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookies {
    /// Over TLS only.
    Secure,
    /// Over plain HTTP that never leaves this machine.
    Loopback,
    /// Not at all: anybody on the way could take it.
    Refused,
}

impl Site {
    /// The address that was configured, or the one that is listened on.
    pub fn new(public_url: Option<&str>, listen: SocketAddr) -> Self {
        let base = public_url.map_or_else(|| format!("http://{listen}"), str::to_owned);
        let base = base.trim_end_matches('/').to_owned();
        // An address behind https ends at a proxy that speaks TLS; plain http is safe within this machine only.
        let cookies = if base.starts_with("https://") {
            Cookies::Secure
        } else if listen.ip().is_loopback() && is_loopback(&base) {
            Cookies::Loopback
        } else {
            Cookies::Refused
        };
        Self { base, cookies }
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Scheme, host and port, as a browser says where a form comes from.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// How sessions are kept.
    pub fn cookies(&self) -> Cookies {
        self.cookies
    }
}

/// Does an address lead to this machine and nowhere else?
fn is_loopback(base: &str) -> bool {
    let Some(rest) = base.strip_prefix("http://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => authority,
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_kept_over_tls_or_within_this_machine() {
        let cookies = |public: Option<&str>, listen: &str| {
            Site::new(public, listen.parse().unwrap()).cookies()
        };
        for listen in ["127.0.0.1:7474", "[::1]:7474", "127.8.8.8:1"] {
            assert_eq!(cookies(None, listen), Cookies::Loopback, "{listen}");
        }
        for (public, listen) in [
            (None, "0.0.0.0:7474"),
            (None, "192.0.2.7:7474"),
            (None, "[::]:7474"),
            // Somebody passes plain HTTP on to this machine.
            (Some("http://change.example.org"), "127.0.0.1:7474"),
            (Some("http://localhost.example.org"), "127.0.0.1:7474"),
            (Some("http://localhost:8080"), "0.0.0.0:7474"),
            (Some("http://127.0.0.1@example.org"), "127.0.0.1:7474"),
        ] {
            assert_eq!(cookies(public, listen), Cookies::Refused, "{public:?} {listen}");
        }
        for listen in ["127.0.0.1:7474", "0.0.0.0:7474"] {
            assert_eq!(cookies(Some("https://change.example.org"), listen), Cookies::Secure);
            assert_ne!(cookies(Some("http://localhost:8080"), listen), Cookies::Secure);
        }
        assert_eq!(cookies(Some("http://localhost:8080"), "127.0.0.1:7474"), Cookies::Loopback);
    }

    #[test]
    fn an_address_is_put_together_with_one_slash() {
        let listen = "127.0.0.1:7474".parse().unwrap();
        assert_eq!(Site::new(None, listen).url("/sign-in"), "http://127.0.0.1:7474/sign-in");
        let site = Site::new(Some("https://change.example.org/"), listen);
        assert_eq!(site.url("/sign-in"), "https://change.example.org/sign-in");
    }
}
