import OIntCore
import OIntListener

/// What the browser shows when it has brought its answer.
enum ConsentPage {
    /// The page that says that all went well.
    static func done(_ service: String) -> ListenerResponse {
        page(200, "Logged in", "oint may now use \(service). You can close this page and go back to the terminal.")
    }

    /// The page that says that it did not.
    static func failed(_ reason: String) -> ListenerResponse {
        page(400, "Not logged in", reason)
    }

    private static func page(_ status: Int, _ title: String, _ text: String) -> ListenerResponse {
        let body = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(title.htmlEscaped)</title>
            <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem }</style>
            <h1>\(title.htmlEscaped)</h1>
            <p>\(text.htmlEscaped)</p>
            """
        // The address holds a code: it must not travel on with links or be kept.
        return ListenerResponse(
            status: status,
            headers: [
                HeaderField("Content-Type", "text/html; charset=utf-8"), HeaderField("Referrer-Policy", "no-referrer"),
                HeaderField("Cache-Control", "no-store"),
            ], body: .bytes(Array(body.utf8)))
    }
}
