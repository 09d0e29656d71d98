import Hummingbird
import Recoveries

/// What a request carries through its handlers.
struct LatchkeyContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The merchant whose key was sent; only set under `/v1`.
    var merchant: MerchantID?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    /// The largest body that is read.
    var maxUploadSize: Int { RequestLimits.bodyBytes }
}

/// What a request may cost.
enum RequestLimits {
    static let bodyBytes = 64 * 1024
    static let headerBytes = 16 * 1024
    static let bodyDeadline: Duration = .seconds(15)
    static let connections = 4096
}
