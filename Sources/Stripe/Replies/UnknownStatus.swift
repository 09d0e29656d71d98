/// A status that the rules do not know, and so must not guess at.
struct UnknownStatus: Error {
    var text: String
}
