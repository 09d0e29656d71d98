/// Every view there is: what the templates are checked against.
public enum Views {
    /// One entry for each type of view.
    public static let all: [any View.Type] = [MailView.self] + pages
}
