import Foundation

/// What commands say: results on standard output, all else on standard error.
enum Console {
    /// Prints a result.
    static func say(_ line: String = "") {
        write(line, to: .standardOutput)
    }

    /// Prints to standard error: what is wrong, or what a script must not take for the result.
    static func complain(_ text: String) {
        write(text, to: .standardError)
    }

    /// Prints warnings, one a line.
    static func warn(_ warnings: [String]) {
        for warning in warnings { complain("Warning: \(warning)") }
    }

    /// Prints values as JSON for other programs.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Unbuffered: a parent that waits for a line gets it at once. A reader that has gone away is no failure.
    private static func write(_ line: String, to file: FileHandle) {
        try? file.write(contentsOf: Data((line + "\n").utf8))
    }
}

/// Rows of text in aligned columns.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String], _ rows: [[String]]) {
        self.rows = [header] + rows
    }

    /// The lines, columns two spaces apart, without blanks at their ends.
    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            return line.lastIndex { $0 != " " }.map { String(line[...$0]) } ?? ""
        }
    }

    /// Prints the table, or a sentence when it has no rows.
    func show(orSay nothing: String) {
        guard rows.count > 1 else { return Console.say(nothing) }
        lines.forEach { Console.say($0) }
    }
}
