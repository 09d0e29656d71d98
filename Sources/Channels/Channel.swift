public import Messages
public import Recoveries

/// One way to a customer: a rendered message in, a verdict out.
public protocol Channel: Sendable {
    /// Delivers one message. It never throws: a failure is a verdict.
    func deliver(_ message: RenderedMessage) async -> Verdict
}
