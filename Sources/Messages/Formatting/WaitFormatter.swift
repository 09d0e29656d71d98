import FoundationEssentials
import FoundationInternationalization
import Recoveries

/// Writes how long to wait in a locale's words and with its plural: `20 minutes`, `1 minute`, `20 分`.
public struct WaitFormatter: Sendable {
    private let locale: Locale

    /// Makes a formatter for a BCP 47 tag.
    public init(locale: String) {
        self.locale = Locale(identifier: locale)
    }

    /// Whole minutes, rounded up, one at least; from two hours on whole hours.
    public func callAsFunction(_ wait: Duration) -> String {
        let minutes = max(1, (wait.secondsRoundedUp + 59) / 60)
        let rounded = minutes < 120 ? Duration.seconds(minutes * 60) : .seconds((minutes + 59) / 60 * 3600)
        let unit: Duration.UnitsFormatStyle.Unit = minutes < 120 ? .minutes : .hours
        return rounded.formatted(.units(allowed: [unit], width: .wide).locale(locale))
    }
}
