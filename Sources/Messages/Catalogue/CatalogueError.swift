/// What is wrong with the string catalogue, where, and so what to mend.
public struct CatalogueError: Error, Equatable, CustomStringConvertible {
    /// The file, or the folder when none could be read.
    public let file: String
    /// The key in its dotted form, such as `mail.new_card.button`; `nil` when the whole file is meant.
    public let key: String?
    /// What is wrong and what to do.
    public let problem: String

    init(file: String, key: String? = nil, _ problem: String) {
        self.file = file
        self.key = key
        self.problem = problem
    }

    /// File, key and problem in one line.
    public var description: String {
        [file, key, problem].compactMap(\.self).joined(separator: ": ")
    }
}
