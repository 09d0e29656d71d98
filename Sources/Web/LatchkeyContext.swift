import Hummingbird
import NIOCore
import Recoveries

/// What a request carries through its handlers.
struct LatchkeyContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The merchant whose key was sent; only set under `/v1`.
    var merchant: MerchantID?

    /// The connection's other end.
    let peer: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }

    /// The largest body that is read.
    var maxUploadSize: Int { RequestLimits.bodyBytes }
}

/// What a request may cost.
enum RequestLimits {
    static let bodyBytes = 64 * 1024
    static let headerBytes = 16 * 1024
    static let headerFields = 100
    static let bodyDeadline: Duration = .seconds(15)
}
