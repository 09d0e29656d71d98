import FoundationEssentials
import FoundationInternationalization
public import Recoveries

/// Writes instants as a locale does, in the customer's time zone.
public struct MomentFormatter: Sendable {
    private let locale: Locale
    private let timeZone: TimeZone

    /// Makes a formatter for a BCP 47 tag and an IANA time zone; a zone that is missing or unknown is UTC.
    ///
    /// English of no country is written day first and with 24 hours, as most who read it as a second language expect.
    public init(locale: String, timeZone: String?) {
        self.locale = Locale(identifier: locale.lowercased() == "en" ? "en_GB" : locale)
        self.timeZone = timeZone.flatMap(TimeZone.init(identifier:)) ?? .gmt
    }

    /// The date in full: `30 November 2026`.
    public func date(_ instant: Instant) -> String {
        style.day().month(.wide).year().format(instant.date)
    }

    /// The date with its weekday, the time and the zone: `Monday, 30 November 2026 at 14:05 GMT+9`.
    public func dateAndTime(_ instant: Instant) -> String {
        style.weekday(.wide).day().month(.wide).year().hour().minute().timeZone(.specificName(.short)).format(
            instant.date)
    }

    private var style: Date.FormatStyle {
        Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian), timeZone: timeZone)
    }
}

extension Instant {
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
