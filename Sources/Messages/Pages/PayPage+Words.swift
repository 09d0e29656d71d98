public import Recoveries

extension PayPage {
    /// Makes the page that fits where a recovery stands.
    ///
    /// Throws a ``CatalogueError`` when a string is missing.
    ///
    /// - Parameters:
    ///   - recovery: the recovery as Stripe or the database has it now; its state and step choose the page's ``mode``.
    ///   - session: what the script needs; not used by the faces `done` and `gone`.
    ///   - returnURL: where the customer goes afterwards, checked against the merchant's origins and with its
    ///     `latchkey_status`; anything but http and https is left out.
    public init(
        recovery: Recovery, merchant: Merchant, words: Words, assets: PageAssets, session: PaySession?,
        returnURL: String? = nil
    ) throws {
        let writer = PayPageWriter(recovery: recovery, merchant: merchant, words: words)
        mode = writer.mode
        heading = try writer.title()
        frame = try PageFrame(title: heading, merchant: merchant, words: words, assets: assets)
        amount = writer.amount
        lead = try writer.lead()
        rows = try writer.rows()
        form = try writer.form()
        lookAgain = writer.mode == .wait ? try words("page.wait.look_again") : nil
        back = try writer.back(to: returnURL)
        script = try writer.scriptData(for: session).map { Script(url: assets.script, data: $0) }
    }
}
