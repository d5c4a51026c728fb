import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct KeyboardTests {
    @Test func `Buttons are laid out in a column or a row`() {
        #expect(
            Telegram.formKeyboardFromButtonArray(buttons: ["A", "B \"2\""])
                == #"{"keyboard":[[{"text":"A","callback_data":"A"}],[{"text":"B \"2\"","callback_data":"B \"2\""}]],"resize_keyboard":true}"#
        )
        #expect(
            Telegram.formKeyboardFromButtonArray(buttons: ["A", "B"], under: true, column: false)
                == #"{"inline_keyboard":[[{"text":"A","callback_data":"A"},{"text":"B","callback_data":"B"}]],"rows":1}"#
        )
    }

    @Test func `A keyboard that was made can be sent`() async throws {
        let bot = Bot()
        let keyboard = Telegram.formKeyboardFromButtonArray(buttons: ["Да", "Нет"], under: true)
        _ = try await bot.call("SendTextMessage", ["chat": "5", "text": "?", "keyboard": keyboard])
        #expect(bot.json?["reply_markup"] == (try JSON(parsing: keyboard)))
    }
}
