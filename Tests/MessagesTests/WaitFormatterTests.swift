import Messages
import Testing

@Suite("how long to wait")
struct WaitFormatterTests {
    @Test(
        "the plural is the language's own",
        arguments: [
            ("en", 1, "1 minute"), ("pl", 1, "1 minuta"), ("pl", 3, "3 minuty"), ("pl", 5, "5 minut"),
            ("sl", 2, "2 minuti"), ("ja", 3, "3分"), ("zh-Hans", 3, "3分钟"), ("lt", 21, "21 minutė"),
        ])
    func plural(locale: String, minutes: Int, words: String) {
        let text = WaitFormatter(locale: locale)(.seconds(minutes * 60)).filter { $0 != " " && $0 != "\u{A0}" }
        #expect(text == words.filter { $0 != " " })
    }
}
