/// Where the browser finds the files of `public/`: paths or URLs, with their hash.
public struct PageAssets: Sendable, Equatable {
    /// `latchkey.css`, such as `/assets/latchkey.1f0c….css`.
    public var stylesheet: String
    /// `pay.js`, likewise.
    public var script: String

    /// Names the two files.
    public init(stylesheet: String, script: String) {
        self.stylesheet = stylesheet
        self.script = script
    }
}
