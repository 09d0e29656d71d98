/// What every page is furnished with: the files of `public/`, as paths with their hash, the logo, the choice of languages.
public struct PageAssets: Sendable, Equatable {
    /// `latchkey.css`, such as `/assets/latchkey.1f0c….css`.
    public var stylesheet: String
    /// `pay.js`, likewise.
    public var script: String
    /// The merchant's logo.
    public var logo: String?
    /// The languages to choose from; fewer than two are no choice.
    public var languages: [PageLanguage]

    /// Names the files.
    public init(stylesheet: String, script: String, logo: String? = nil, languages: [PageLanguage] = []) {
        self.stylesheet = stylesheet
        self.script = script
        self.logo = logo
        self.languages = languages
    }
}
