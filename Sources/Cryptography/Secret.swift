/// A text that must not be seen: an API key, a password, a client secret.
///
/// However it is printed, interpolated, dumped or reflected, it shows as `[redacted]`; only ``reveal()`` gives the text.
public struct Secret: Sendable {
    private let text: String

    /// Wraps `text`.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself: call this where it is used, and do not keep the result.
    public func reveal() -> String {
        text
    }

    /// Whether there is no text.
    public var isEmpty: Bool {
        text.isEmpty
    }
}

extension Secret: Equatable {
    /// Compares the UTF-8 bytes in constant time.
    public static func == (left: Secret, right: Secret) -> Bool {
        ConstantTime.equal(left.text, right.text)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `[redacted]`.
    public var description: String { "[redacted]" }
    /// Always `[redacted]`.
    public var debugDescription: String { "[redacted]" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
