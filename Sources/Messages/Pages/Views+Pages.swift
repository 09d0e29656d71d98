extension Views {
    /// The views of the customer's pages.
    static let pages: [any View.Type] = [LinkPage.self, PayPage.self, NoticePage.self]
}
