/// What keeps some clients from taking the service away from the rest.
public struct GuardSettings: Sendable, Equatable {
    /// The proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressBlock] = []
    /// Requests a minute for customers' pages from one address, all of them at once if need be; 0 for no limit.
    public var addressRate = 3000
    /// Calls a minute to the API by one merchant, all of them at once if need be; 0 for no limit.
    public var merchantRate = 6000
    /// Connections in all. Whoever comes then waits until one is free.
    public var connections = 4096
    /// Connections from one address that is no proxy and not this machine; 0 for no limit.
    public var connectionsPerAddress = 256
    /// How slow a client may be.
    public var deadlines = WireDeadlines()

    /// The defaults.
    public init() {}
}

/// How long each part of an exchange may take, however lively bytes trickle.
public struct WireDeadlines: Sendable, Equatable {
    /// From a request's first byte, or the connection's opening, to the end of its header fields.
    public var head: Duration = .seconds(10)
    /// From a request's first byte to the end of its body.
    public var request: Duration = .seconds(30)
    /// How long a kept connection may rest between two requests.
    public var idle: Duration = .seconds(60)

    /// The defaults.
    public init() {}

    /// From a request's first byte until its answer has left: as long again as the request may take, for the handler, which
    /// may ask Stripe more than once, and for a client that reads slowly.
    var answer: Duration { request * 2 }
}
