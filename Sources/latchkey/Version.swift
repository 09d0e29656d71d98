/// Which Latchkey this is.
enum Version {
    /// The version of `CHANGELOG.md`.
    static let current = "0.1.0"
}
