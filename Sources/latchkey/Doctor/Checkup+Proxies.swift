import Web

extension Checkup {
    /// Whether clients' addresses can be known. Only a request that comes by the proxy can prove it.
    var proxies: Finding {
        let count = settings.guarding.trustedProxies.count
        guard count == 0 else {
            return .works(
                "proxies", "\(count == 1 ? "one address or block is" : "\(count) are") trusted for X-Forwarded-For")
        }
        guard settings.baseURL.isSecure else { return .works("proxies", "none is set, and none is needed for http") }
        return .open(
            "proxies", "none is set, so behind a proxy no client is limited by its address",
            "Set LATCHKEY_TRUSTED_PROXIES to the address of the proxy that ends TLS, such as 127.0.0.1,::1.")
    }
}
