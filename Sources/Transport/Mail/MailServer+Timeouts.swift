extension MailServer {
    /// How long the pool waits. RFC 5321, section 4.5.3.2 recommends minutes; a queue that retries can be brisker.
    public struct Timeouts: Sendable, Hashable {
        /// For the name's resolution, the TCP connection and the TLS handshake. Default 10 s.
        public var connect: Duration

        /// For the server's reply to a command, rounded up to whole seconds. Default 60 s.
        public var reply: Duration

        /// For one mail from beginning to end. Default 150 s.
        public var total: Duration

        /// How long an unused connection is kept. Default 20 s.
        public var idle: Duration

        /// Makes a set of timeouts.
        public init(
            connect: Duration = .seconds(10), reply: Duration = .seconds(60), total: Duration = .seconds(150),
            idle: Duration = .seconds(20)
        ) {
            self.connect = connect
            self.reply = reply
            self.total = total
            self.idle = idle
        }
    }
}

extension Duration {
    /// Whole milliseconds, at least 1: to libcurl 0 means "no limit".
    var curlMilliseconds: Int {
        let (seconds, attoseconds) = components
        let capped = min(max(seconds, 0), 1_000_000)
        return max(1, Int(capped) * 1000 + Int(max(attoseconds, 0) / 1_000_000_000_000_000))
    }

    /// Whole seconds, rounded up, at least 1.
    var curlSeconds: Int { (curlMilliseconds + 999) / 1000 }
}
