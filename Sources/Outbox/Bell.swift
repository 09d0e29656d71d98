/// Wakes the dispatcher. Rings between two looks count as one.
public struct Bell: Sendable {
    let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A bell that has been rung once, so that what waits from an earlier run is looked at.
    public init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        ring()
    }

    /// Something may be due.
    public func ring() {
        continuation.yield()
    }
}
