import Web

extension SettingsReader {
    /// What keeps some clients from taking the service away from the rest.
    mutating func guarding() -> GuardSettings {
        var guarding = GuardSettings()
        guarding.trustedProxies = list(.trustedProxies) { try AddressBlock($0) } ?? []
        guarding.addressRate = value(.addressRate) { try number($0, in: 0...10_000_000) } ?? guarding.addressRate
        guarding.merchantRate = value(.merchantRate) { try number($0, in: 0...10_000_000) } ?? guarding.merchantRate
        guarding.connections = value(.connections) { try number($0, in: 16...1_000_000) } ?? guarding.connections
        guarding.connectionsPerAddress =
            value(.connectionsPerAddress) { try number($0, in: 0...1_000_000) } ?? guarding.connectionsPerAddress
        guarding.deadlines = deadlines(guarding.deadlines)
        return guarding
    }

    private mutating func deadlines(_ standard: WireDeadlines) -> WireDeadlines {
        var deadlines = standard
        deadlines.head = duration(.headTimeout, in: 1...300) ?? deadlines.head
        deadlines.request = duration(.requestTimeout, in: 1...3600) ?? deadlines.request
        deadlines.idle = duration(.idleTimeout, in: 1...3600) ?? deadlines.idle
        if deadlines.request < deadlines.head {
            let head = deadlines.head.components.seconds
            refuse(
                .requestTimeout,
                "A whole request cannot take less than its header fields may: \(head) s (LATCHKEY_HEAD_TIMEOUT).")
        }
        return deadlines
    }

    private mutating func duration(_ name: SettingName, in range: ClosedRange<Int>) -> Duration? {
        value(name) { .seconds(try seconds($0, in: range)) }
    }
}
