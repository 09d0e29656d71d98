extension MailServerURL {
    /// What follows the `?`.
    struct Options {
        var security: MailServer.Security?
        var certificateAuthority: String?
        var heloName: String?

        init(_ query: Substring?) throws(InvalidMailServer) {
            var seen: Set<Substring> = []
            for option in (query ?? "").split(separator: "&") {
                let equals = option.firstIndex(of: "=") ?? option.endIndex
                let name = option[..<equals]
                guard equals < option.endIndex, seen.insert(name).inserted else { throw InvalidMailServer(.option) }
                try set(name, to: try MailServerURL.decoded(option[option.index(after: equals)...]))
            }
        }

        private mutating func set(_ name: Substring, to value: String) throws(InvalidMailServer) {
            switch (name, value) {
            case ("tls", "none"): security = .plain
            case ("tls", "starttls"): security = .startTLS
            case ("ca", _): certificateAuthority = value
            case ("helo", _): heloName = value
            default: throw InvalidMailServer(.option)
            }
        }
    }
}
