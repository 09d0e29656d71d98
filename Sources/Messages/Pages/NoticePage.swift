public import Recoveries

/// A page that says one thing, and what to do next.
public struct NoticePage: View {
    /// The templates that show this view.
    public static let templates: [TemplateName] = ["pages/notice"]

    let frame: PageFrame
    let heading: String
    let lead: String
    let retry: String?

    /// Makes the page.
    ///
    /// - Parameter merchant: whose payment it is about; `nil` when that is not known, or not for the asker to know.
    public init(_ notice: Notice, merchant: Merchant? = nil, words: Words, assets: PageAssets) throws(CatalogueError) {
        heading = try words("page.notice.\(notice.key).title")
        lead = try words("page.notice.\(notice.key).lead", notice.facts)
        retry = notice.canBeRetried ? try words("page.notice.retry") : nil
        frame = try PageFrame(title: heading, merchant: merchant, words: words, assets: assets)
    }

    private init() {
        frame = .example
        heading = "This link has expired"
        lead = "Please ask for a new one."
        retry = "Try again"
    }

    /// A page with every part present.
    public static let example = NoticePage()

    /// The names that the templates can use.
    public var values: [String: ViewValue] {
        frame.values.merging(["heading": .text(heading), "lead": .text(lead), "retry": .text(retry)]) { $1 }
    }
}
