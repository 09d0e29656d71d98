import ArgumentParser

/// The settings that keep some clients from taking the service away from the rest; `--help-hidden` lists them.
struct GuardOptions: ParsableArguments {
    @Option(help: "Addresses whose X-Forwarded-For is believed.") var trustedProxies: String?
    @Option(help: "Requests a minute from one address for customers' pages.") var addressRate: String?
    @Option(help: "API calls a minute by one merchant.") var merchantRate: String?
    @Option(help: "How many connections are taken.") var connections: String?
    @Option(help: "How many of them from one address.") var connectionsPerAddress: String?
    @Option(help: "Seconds for a request's header fields.") var headTimeout: String?
    @Option(help: "Seconds for a whole request.") var requestTimeout: String?
    @Option(help: "Seconds that a kept connection may rest.") var idleTimeout: String?

    /// Those that were given.
    var given: [SettingName: String] {
        let all: [SettingName: String?] = [
            .trustedProxies: trustedProxies, .addressRate: addressRate, .merchantRate: merchantRate,
            .connections: connections, .connectionsPerAddress: connectionsPerAddress, .headTimeout: headTimeout,
            .requestTimeout: requestTimeout, .idleTimeout: idleTimeout,
        ]
        return all.compactMapValues(\.self)
    }
}
