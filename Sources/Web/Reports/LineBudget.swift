/// How many lines a window of time may still write, and how many were not written. Pure: it is told the time.
struct LineBudget {
    /// What is to be done with a line.
    enum Verdict: Equatable {
        /// Write it, and say how many were not written since the last window.
        case write(unwritten: Int)
        /// Only count it.
        case count
    }

    private let lines: Int
    private let window: Duration
    private var began: ContinuousClock.Instant?
    private var left: Int
    private var unwritten = 0

    init(lines: Int, window: Duration) {
        self.lines = lines
        self.window = window
        left = lines
    }

    mutating func spend(at now: ContinuousClock.Instant) -> Verdict {
        if began.map({ now - $0 >= window }) ?? true {
            began = now
            left = lines
        }
        guard left > 0 else {
            unwritten &+= 1
            return .count
        }
        left -= 1
        defer { unwritten = 0 }
        return .write(unwritten: unwritten)
    }
}
