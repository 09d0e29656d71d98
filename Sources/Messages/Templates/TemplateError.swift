/// Why templates cannot be loaded or one cannot be rendered: every problem found, in the order of files and lines.
public struct TemplateError: Error, Equatable, CustomStringConvertible {
    /// What is to be mended; never empty.
    public let problems: [TemplateProblem]

    init(_ problems: [TemplateProblem]) {
        self.problems = problems
    }

    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
