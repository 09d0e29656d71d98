/// Reads when a server wants to hear from us again, where it says so in words: `try again in 5 minutes`, `greylisted for 300 s`.
enum RetryHint {
    /// The longest pause obeyed; more is a slip of the pen or another meaning.
    private static let longest: Int64 = 24 * 3600

    /// The pause asked for; `nil` when none is.
    static func pause(in text: String) -> Duration? {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        for (index, word) in words.enumerated() where index > 0 && leads.contains(words[index - 1]) {
            let digits = word.prefix { $0.isNumber }
            guard let number = Int64(digits), number > 0 else { continue }
            let unit = digits.count < word.count ? word.dropFirst(digits.count) : words.dropFirst(index + 1).first
            guard let length = seconds(in: unit, after: index > 1 ? words[index - 2] : nil) else { continue }
            let (pause, overflows) = number.multipliedReportingOverflow(by: length)
            return .seconds(overflows ? longest : min(pause, longest))
        }
        return nil
    }

    private static let leads: Set<Substring> = ["in", "after", "for", "wait", "least", "about"]

    private static func seconds(in unit: Substring?, after verb: Substring?) -> Int64? {
        switch unit {
        case "s", "sec", "secs", "second", "seconds": 1
        case "m", "min", "mins", "minute", "minutes": 60
        case "h", "hr", "hour", "hours": 3600
        default: verb == "retry" ? 1 : nil
        }
    }
}
