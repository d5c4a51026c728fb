/// What people call the things that methods are about, in English and Russian.
enum Concepts {
    /// Words that mean nearly the same, those of one thing a line.
    static let words = """
        get fetch read show retrieve view see obtain give what which look lookup display print tell получить показать прочитать прочесть посмотреть узнать вывести достать взять увидеть просмотреть
        list all every enumerate список перечень все перечислить
        create make new создать завести сделать сформировать новый новая новое новую
        add insert append добавить вставить внести дополнить
        delete remove erase drop destroy wipe удалить стереть убрать снести выкинуть исключить
        send deliver отправить послать выслать написать
        update change edit modify alter изменить обновить поменять отредактировать сменить редактировать правка править
        set assign установить задать назначить поставить
        message msg sms сообщение смс
        text текст текстовый текстовое
        photo picture image pic картинка фото фотография изображение снимок
        video clip видео ролик видеоролик
        audio music song track аудио музыка песня
        voice голосовой голосовое
        document doc документ
        file attachment файл вложение
        folder directory dir папка каталог директория
        upload загрузить выгрузить залить закачать
        download скачать выкачать
        copy duplicate clone копировать скопировать копия дублировать
        move relocate переместить перенести перемещение
        rename переименовать
        link url address ссылка адрес урл
        search find найти искать поиск отыскать
        count number quantity amount количество число сколько
        user person people пользователь юзер
        member participant subscriber участник подписчик член
        employee staff worker colleague сотрудник работник коллега
        department division подразделение отдел департамент
        task todo job задача задание поручение
        subtask подзадача
        deal сделка
        lead лид
        contact контакт
        company компания
        chat conversation чат
        dialog диалог
        channel канал
        group группа
        forum форум
        topic thread тема
        comment комментарий комментировать коммент
        post publication пост публикация
        news newsfeed новость лента
        poll vote survey quiz опрос голосование
        location place geo coordinates geoposition map местоположение локация геопозиция координаты место геолокация
        keyboard buttons button клавиатура кнопка
        calendar календарь
        event meeting событие встреча мероприятие
        product item goods товар продукт
        order заказ
        price cost цена стоимость
        stock balance leftover остаток
        warehouse склад
        table таблица
        database db base база бд
        row record entry line запись строка
        column field колонка столбец поле
        query sql statement запрос sql
        connection connect соединение подключение подключиться соединиться
        settings configuration config options настройки конфигурация параметры
        bucket container бакет ведро
        object blob объект
        version versioning версия версионирование
        tag label тег метка ярлык
        encryption encrypt шифрование шифровать зашифровать
        webhook hook callback webhook вебхук хук
        bot бот
        token токен
        refresh renew продлить
        ban block kick бан забанить заблокировать блокировать выгнать бана
        unban unblock разбан разбанить разблокировать
        pin закрепить пин
        unpin открепить
        forward переслать
        reply answer response ответ ответить
        invite invitation приглашение пригласить инвайт
        join enter вступить вступление присоединиться
        leave quit exit покинуть выйти уйти
        mute silence заглушить
        notification notify alert уведомление уведомить оповещение оповестить
        start begin launch run начать запустить старт запуск
        stop end finish terminate остановить завершить закончить прекратить
        complete done завершить выполнить готово
        close закрыть
        open открыть
        pause suspend hold пауза приостановить
        continue resume продолжить возобновить
        check verify test exist exists available проверить проверка существует доступность доступен
        clear empty truncate clean purge flush очистить опустошить почистить
        execute perform выполнить исполнить
        structure template sample layout структура шаблон
        filter condition where фильтр условие отбор
        information info details about description describe metadata информация инфо сведения описание
        status state статус состояние
        time hours время
        day date день дата
        workday shift timekeeping
        plan schedule план расписание
        disk drive storage диск хранилище
        trash recycle bin корзина
        restore recover undelete восстановить
        public share publish опубликовать расшарить публичный поделиться
        access permission permissions rights grant доступ права право разрешение
        owner владелец
        title heading name заголовок название имя
        color colour цвет
        avatar icon аватар иконка
        admin administrator moderator администратор админ
        result outcome результат
        checklist чеклист
        stage step стадия этап
        kanban board канбан доска
        spent elapsed worktime трудозатраты
        favorite favourite star bookmark избранное
        approve accept confirm принять подтвердить одобрить
        reject decline disapprove refuse cancel abort отклонить отменить отказ отказаться
        delegate делегировать
        watch follow observe наблюдать следить
        typing печатает набор
        gif animation гифка анимация gif
        album media mediagroup альбом медиагруппа медиа
        multipart part chunk piece часть частями кусок
        presigned signed temporary подписанный временный временная
        head header заголовки
        request call вызвать вызов обращение
        archive zip pack compress архив архивировать запаковать сжать
        unpack extract unzip unarchive decompress распаковать разархивировать извлечь
        model модель
        parse decode разобрать распарсить разложить декодировать
        convert transform turn преобразовать конвертировать перевести
        ensure guarantee upsert гарантировать
        extension plugin module расширение плагин
        log logging journal лог логирование журнал
        history история
        page страница
        sheet spreadsheet лист книга
        cell value ячейка значение
        mail email letter почта письмо
        phone телефон
        password пароль
        login signin authorize authorization authenticate auth авторизация войти вход логин
        profile account профиль аккаунт
        key ключ
        server host сервер хост
        queue очередь
        delivery shipping courier доставка курьер
        code barcode код
        review feedback отзыв
        statistics analytics report stats metric статистика отчет аналитика
        counter счетчик
        category категория
        role роль
        property attribute свойство атрибут характеристика
        like reaction emoji реакция лайк
        wall feed стена лента
        tweet твит
        """

    /// Names that people have for services, the name of the library first.
    static let services = """
        telegram телеграм телеграмм телега тг tg
        bitrix24 bitrix битрикс битрикс24 б24
        postgres postgresql pg постгрес постгре
        s3 amazon aws minio
        sqlite скулайт
        vk вк вконтакте vkontakte
        slack слак
        viber вайбер
        twitter x твиттер
        ozon озон
        cdek сдэк
        notion ноушен ноушн
        mongodb mongo монго монгодб
        msgpack messagepack
        yamarket маркет
        mysql mariadb мускул
        clickhouse кликхаус
        dropbox дропбокс
        yandex яндекс
        google гугл
        whatsapp greenapi ватсап вотсап вацап
        """

    /// Pairs of words of which one may stand for the other, and how well it does so.
    static let likenesses: [(one: String, other: String, likeness: Double)] = [
        ("file", "object", 0.75), ("get", "download", 0.6), ("get", "list", 0.7), ("create", "add", 0.7),
        ("create", "set", 0.5), ("create", "send", 0.5), ("delete", "clear", 0.6), ("update", "set", 0.6),
        ("add", "upload", 0.5), ("upload", "set", 0.6), ("photo", "file", 0.4), ("video", "file", 0.4),
        ("document", "file", 0.5), ("folder", "directory", 1.0), ("message", "text", 0.3), ("employee", "user", 0.8),
        ("member", "user", 0.7), ("run", "execute", 0.8), ("start", "execute", 0.6), ("complete", "stop", 0.6),
        ("check", "get", 0.4), ("find", "get", 0.5), ("find", "list", 0.5), ("refresh", "update", 0.5),
        ("copy", "create", 0.2), ("ban", "delete", 0.4), ("row", "object", 0.2), ("move", "set", 0.3),
        ("owner", "user", 0.3), ("status", "information", 0.4), ("chat", "dialog", 0.6), ("chat", "channel", 0.5),
        ("chat", "group", 0.5), ("disk", "folder", 0.3), ("comment", "reply", 0.3), ("post", "send", 0.7),
        ("post", "create", 0.4), ("answer", "send", 0.4), ("title", "set", 0.1), ("ensure", "create", 0.5),
        ("put", "send", 0.3), ("tag", "label", 1.0), ("topic", "forum", 0.3), ("head", "check", 0.8),
        ("invite", "add", 0.5), ("forward", "send", 0.5), ("connect", "open", 0.5), ("stop", "close", 0.4),
        ("pause", "stop", 0.3), ("count", "list", 0.3),
    ]

    /// What a method does, by the word its name begins with: a query that names another one means another method.
    static let actions = """
        get list create add delete send update set upload download copy move rename find check clear execute start stop
        close open pause resume pin unpin ban unban forward invite leave mute approve reject delegate watch restore
        complete put edit head init unpack archive parse convert ensure refresh
        """

    /// Phrases that are meant as other words.
    static let phrases: [(phrase: String, meaning: String)] = [
        ("who am i", "current user"), ("кто я", "текущий пользователь"), ("how many", "count"),
        ("написать", "отправить сообщение"), ("напиши", "отправить сообщение"),
        ("зашифровать", "установить шифрование"), ("encrypt ", "set encryption "),
        ("turn on", "set"), ("switch on", "set"), ("enable", "set"), ("turn off", "delete"),
        ("включить", "установить"), ("включи", "установить"),
    ]

    /// Words that say nothing about a method.
    static let fillers = """
        a an the to of in on from with for by as is are be my me i and or into at it its this that please how do can you
        want need в во на из с со по о об для и или к ко от до за не мне я как нужно надо хочу чтобы это у
        """

    /// Words behind which stands where something is, and not what it is.
    static let prepositions = """
        from in to into of on at for with under by из в во на для с со к ко у от до под по
        """
}
