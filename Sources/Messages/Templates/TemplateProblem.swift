/// Something in a template that must be mended before it is used.
public struct TemplateProblem: Sendable, Hashable, CustomStringConvertible {
    /// The file's path, or the folder's when that is what is missing.
    public let file: String
    /// The line, from 1; `nil` when the whole file is meant.
    public let line: Int?
    /// What is wrong and what to do.
    public let problem: String

    init(file: String, line: Int? = nil, _ problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// File, line and problem in one line.
    public var description: String {
        [file, line.map(String.init), problem].compactMap(\.self).joined(separator: ": ")
    }
}
