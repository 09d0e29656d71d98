import Messages

/// What a merchant, a customer or somebody in their name may have written.
enum HostileText: String, CaseIterable {
    case lineEnds, headerInjection, nul, joinedEmoji, flags, rightToLeft, overrides, long, longEmoji, quotes, backslash
    case encodedWord, script, accentedQuote, endlessAccents, separators, brackets, comma, mustache, blank

    var text: String {
        switch self {
        case .lineEnds: "Sh\rop\nat\r\nhome"
        case .headerInjection: "Shop\r\nBcc: evil@example.com\r\n\r\nbody"
        case .nul: "Sh\0op\u{7}\u{1B}[31m"
        case .joinedEmoji: String(repeating: "👨‍👩‍👧‍👦", count: 12)
        case .flags: String(repeating: "🏴󠁧󠁢󠁳󠁣󠁴󠁿🇯🇵", count: 10)
        case .rightToLeft: "متجر الكتب الصغير في القاهرة والإسكندرية"
        case .overrides: "\u{202E}pohS\u{202C} \u{2066}x\u{2069}"
        case .long: String(repeating: "a", count: 300)
        case .longEmoji: String(repeating: "漢👩🏽‍🚀", count: 150)
        case .quotes: #""Shop" 'of' "quotes""#
        case .backslash: #"Shop\"#
        case .encodedWord: "=?utf-8?q?=00hidden?= =?x"
        case .script: "<script>alert('x')</script>"
        case .accentedQuote: "\"\u{301} onmouseover=alert(1) x=\"\u{20DD}"
        case .endlessAccents: "e" + String(repeating: "\u{301}", count: 5000)
        case .separators: "Shop\u{2028}second\u{85}third\u{FEFF}"
        case .brackets: "Shop <other@example.com>, (x) [y]"
        case .comma: "Books, Wine & Sons; Ltd."
        case .mustache: "{{link}} {{{subject}}} {amount}"
        case .blank: " \t\r\n "
        }
    }
}
