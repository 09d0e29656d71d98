/// An HTTP response.
public struct OutboundResponse: Sendable {
    /// The status code.
    public let status: Int

    /// Header fields as they came.
    public let headers: [(name: String, value: String)]

    /// The content, complete.
    public let body: [UInt8]

    /// Makes a response, as stand-ins in tests of other modules need to.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first field of that name, in any case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
