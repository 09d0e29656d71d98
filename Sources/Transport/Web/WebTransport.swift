/// Sends an HTTP request and returns the response, whatever its status.
public protocol WebTransport: Sendable {
    /// Sends one request. Redirects are not followed.
    ///
    /// - Throws: A `TransportFault` if no complete response came.
    func send(_ request: OutboundRequest) async throws(TransportFault) -> OutboundResponse
}
