/// An HTTP request to the outside. Printing it shows method and host only: paths, queries and headers hold tokens.
public struct OutboundRequest: Sendable {
    /// A request method (RFC 9110, section 9).
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// GET.
        case get = "GET"
        /// HEAD.
        case head = "HEAD"
        /// POST.
        case post = "POST"
        /// PUT.
        case put = "PUT"
        /// PATCH.
        case patch = "PATCH"
        /// DELETE.
        case delete = "DELETE"
    }

    /// The method.
    public var method: Method

    /// An absolute `https://` URL in ASCII, without user or password.
    public var url: String

    /// Header fields in the order they are sent. `Content-Length` and `Transfer-Encoding` are the transport's own.
    public var headers: [(name: String, value: String)]

    /// The content; empty for none.
    public var body: [UInt8]

    /// From the call to the last byte of the response. Default 30 s.
    public var timeout: Duration

    /// For the name's resolution, the TCP connection and the TLS handshake. Default 10 s.
    public var connectTimeout: Duration

    /// The most bytes of response body that are accepted. Default 1 MiB.
    public var responseLimit: Int

    /// Whether `http://` may be used. Only for URLs that the configuration names, such as a stand-in on loopback.
    public var allowsPlainHTTP: Bool

    /// A PEM file with the authorities to trust, in place of the system's.
    public var certificateAuthority: String?

    /// Makes a request. It is checked when it is sent.
    public init(
        _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10), responseLimit: Int = 1 << 20,
        allowsPlainHTTP: Bool = false, certificateAuthority: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.responseLimit = responseLimit
        self.allowsPlainHTTP = allowsPlainHTTP
        self.certificateAuthority = certificateAuthority
    }
}

extension OutboundRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method, scheme and host.
    public var description: String { "\(method.rawValue) \(origin ?? "(invalid URL)")" }

    /// Method, scheme and host.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows no header either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
