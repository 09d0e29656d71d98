import CCurl

/// How far a connection had come when an exchange broke, as libcurl's timers tell.
struct CurlProgress {
    let isResolved: Bool
    let isConnected: Bool
    let isSecured: Bool
    let usedNewConnection: Bool

    init(_ easy: EasyHandle) {
        isResolved = easy.moment(CURLINFO_NAMELOOKUP_TIME_T) > 0
        isConnected = easy.moment(CURLINFO_CONNECT_TIME_T) > 0
        isSecured = easy.moment(CURLINFO_APPCONNECT_TIME_T) > 0
        usedNewConnection = easy.number(CURLINFO_NUM_CONNECTS) > 0
    }

    /// The stage before the first byte of the protocol; nil when the connection stood.
    func stage(expectingTLS: Bool) -> TransportFault.Stage? {
        if !isResolved { return .resolve }
        if !isConnected { return .connect }
        return expectingTLS && !isSecured ? .tls : nil
    }
}
