import OIntCore
import OIntHTTP

@Methods("Block formation")
extension Slack {
    /// Builds a block with a picture, for the blocks of a message.
    /// - Parameters:
    ///   - picture: Address of the picture.
    ///   - alternative: What the picture shows, for those who do not see it; the address when not given.
    /// - Returns: The block.
    ///
    ///   ```json
    ///   {"type": "image", "image_url": "https://example.com/office.jpg", "alt_text": "The office"}
    ///   ```
    @Method(.reads, ru: "СформироватьБлокКартинку")
    public static func generateImageBlock(picture: String, alt alternative: String? = nil) -> JSON {
        ["type": "image", "image_url": .string(picture), "alt_text": .string(alternative ?? picture)]
    }
}
