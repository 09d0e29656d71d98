/// Why a stand-in could not be started or asked, in words that say what to do.
public struct PeerFault: Error, CustomStringConvertible {
    /// The whole sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
