/** What an item of a category is about; decides which fields it has. */
export type DemoKind = "login" | "card" | "server" | "network" | "licence" | "document" | "note";

export interface DemoCategory {
  /** From the outermost that it lies in to its own name. */
  readonly path: readonly string[];
  readonly kind: DemoKind;
  /** Twenty, made up. */
  readonly items: readonly string[];
}

const category = (path: string, kind: DemoKind, items: string): DemoCategory => ({
  path: path.split(" / "),
  kind,
  items: items.split(", "),
});

/** Twenty categories of twenty items, and where they lie. None of the names belongs to anyone, so far as that can be known. */
export const DEMO_CATEGORIES: readonly DemoCategory[] = [
  category(
    "Money / Banks",
    "login",
    "Northwind Savings, Harbour & Sons Bank, Old Mill Credit Union, Bluestone Direct, Kestrel Invest, Pension Portal, Mortgage Desk, Tide Current Account, Ferry Exchange, Lantern Loans, Penny Jar, Granite Trust, Silver Birch Building Society, Market Street Broker, Holiday Money Box, Stonebridge Business, Acorn Junior Account, Meridian Funds, Foxglove Tax Refunds, Riverbank Statement Archive",
  ),
  category(
    "Money / Cards",
    "card",
    "Northwind Debit, Bluestone Credit, Company Card, Fuel Card, Library Card, Ferry Pass, Gift Card Lindy's, Gift Card Bookbarn, Tram Season Ticket, Museum Friends, Gym Membership, Prepaid Travel, Blue Cross Emergency, Kids' Pocket Money, Parking Permit, Coffee Stamps, Ski Lift 2025, Swimming Pool, Allotment Key Card, Spare Credit",
  ),
  category(
    "E-mail and chat",
    "login",
    "Posthorn Mail, Posthorn Mail (work), Pigeonhole, Quickquill, Courier Archive, Murmur Chat, Hearth Family Chat, Parents' Council List, Old University Mail, Newsletter Box, Relay Forwarding, Catch-all, Shared Info@, Night Owl Forum, Radio Club Board, Choir Mailing List, Neighbours, Sunday League Chat, Alumni Network, Throwaway Box",
  ),
  category(
    "Shopping",
    "login",
    "Bookbarn, Lindy's, Copper Kettle Kitchenware, Thread & Thimble, Cloudberry Foods, Second Spin Records, Lamp Post Lighting, Woodpecker Toys, Green Gate Garden, Halfway Electronics, Paper Moon, Bramble Bikes, Old Tin Antiques, Ticket Booth, Sole Mates, Patchwork Pets, Night Market, Slow Coffee, The Screw Drawer, Five Flights Furniture",
  ),
  category(
    "Free time / Social",
    "login",
    "Village Green, Snapbook, Murmuration, Trailmates, Pinch of Salt Recipes, Bookworm Circle, Chess at Midnight, Star Party, Sketchpad, Knit One, Birdwatch, Genealogy Tree, Old School Friends, Local Freecycle, Language Partners, Board Game Night, Photo Walk, Choirbook, Running Club, Crossword Corner",
  ),
  category(
    "Free time / Films, music, news",
    "login",
    "Lantern Cinema, Reelhouse, Slow TV, Vinyl Hour, Podquarry, The Morning Ledger, The Harbour Post, Weekend Crossword, Science Monthly, Opera at Home, Short Film Club, Radio Drama Vault, Audiobook Attic, Concert Diary, Jazz Cellar, Kids' Films, Documentary Shelf, Festival Pass, Lyrics Library, Sheet Music Store",
  ),
  category(
    "Free time / Travel",
    "login",
    "Alpine Rail, Ferry Line North, Skylark Air, Pilgrim Hostels, Two Wheels Rental, Night Train Club, Border Visa Portal, Miles & Moor, Camper Share, Lighthouse Stays, City Bikes, Metro Top-up, Airport Lounge, Travel Insurance Desk, Cabin Exchange, Island Hopper, Map Room, Walking Holidays, Currency Corner, Passport Renewal",
  ),
  category(
    "Work",
    "login",
    "Timesheets, Payroll, Intranet, Ticket System, Code Forge, Build Server, Design Board, Staff Canteen, Expenses, Training Portal, Meeting Rooms, Customer Database, Print Room, Company Car Pool, Legal Archive, Press List, Conference Tool, Monitoring, Status Page, Works Council",
  ),
  category(
    "Work / Servers",
    "server",
    "attic (backup host), cellar (file server), porch (reverse proxy), db-primary, db-replica, mail-in, mail-out, build-1, build-2, monitoring, dns-a, dns-b, git, wiki, staging, jump host, camera recorder, weather station, print server, old laptop",
  ),
  category(
    "Home / Home network",
    "network",
    "Wi-Fi, Wi-Fi for guests, Wi-Fi in the garden, Router, Modem, Switch in the hall, Printer, Television, Heating, Doorbell, Solar inverter, Thermostat, Robot mower, Network storage, Baby monitor, Garage door, Smoke alarms, Water meter, Loudspeakers, Repeater upstairs",
  ),
  category(
    "Home / Papers / Authorities",
    "login",
    "Tax Office, Residents' Register, Vehicle Registration, Waste Calendar, Child Benefit, Electricity, Water, District Heating, Parking Zone, Dog Licence, Building Permit, Polling Card, Land Register, Customs, Student Loan, Broadcasting Fee, Lost Property, Planning Objections, Court Portal, Fire Inspection",
  ),
  category(
    "Family / Health",
    "login",
    "Family Doctor, Dentist, Optician, Physiotherapy, Hospital Portal, Lab Results, Vaccination Record, Pharmacy, Blood Donors, Sleep Diary, Hearing Aids, Allergy Clinic, Midwife, Vet, Health Insurance, Dental Plan, Step Counter, Glasses Online, Patient Forum, Organ Donor Card",
  ),
  category(
    "Home / Papers / Documents",
    "document",
    "Passport, Passport (Mia), Passport (Jonas), Identity card, Driving licence, Residence permit, Birth certificate, Marriage certificate, Tax number, Social security, Health card, Health card (Mia), Car papers, Boat licence, Fishing licence, Degree certificate, Rental contract, Household insurance, Liability insurance, Will (notary)",
  ),
  category(
    "Work / Software licences",
    "licence",
    "Paintbox 7, Notation Pro, Ledger Desktop, Typesetter, Font Family Alder, Audio Bench, Photo Darkroom, Diagrammer, Backup Buddy, Language Course Finnish, Chess Engine, Star Atlas, Garden Planner, Recipe Manager, Scanner Suite, Video Cutter, Screen Reader, Plotter Driver, Flight Trainer, Genealogy Desktop",
  ),
  category(
    "Family / School and clubs",
    "login",
    "School Portal, School Meals, Kindergarten App, Music School, Sports Club, Scouts, Chess Club, Library, Adult Education, Driving School, Homework Board, Parents' Evening, School Photos, Lost Jackets, Riding Stable, Swimming Course, Theatre Group, Robotics League, Holiday Care, Class Trip Fund",
  ),
  category(
    "Money / Banque et impôts",
    "login",
    "Caisse du Moulin, Crédit des Dunes, Banque du Vieux Port, Impôts (espace personnel), Taxe d'habitation, Assurance maladie, Assurance auto, Électricité, Gaz, Eau, Mairie, École de Zoé, Cantine, Loyer, Notaire Lefèvre, Épargne logement, Carte à puce, Mutuelle santé, Retraite, Téléphone fixe",
  ),
  category(
    "Family / Familie Österreich",
    "login",
    "Großmutters Postfach, Tante Käthes Tablet, Sparbuch Mödling, Müllabfuhr Krems, Wohnbeihilfe, Öffi-Jahreskarte, Bücherei Döbling, Seilbahn Skipass, Hütte Reservierung, Jagdschein, Weingut Bestellung, Café Stammgäste, Chor Übungsraum, Feuerwehr Alarmliste, Gemeindeamt, Hausverwaltung, Kräutergarten, Schrebergarten, Zahnärztin Müller, Führerschein",
  ),
  category(
    "旅行と買い物",
    "login",
    "夜行列車の予約, 桜ホテル, 温泉めぐり, 山小屋, 市場の八百屋, 古本屋, 切手収集会, 空の便り航空, 島めぐりフェリー, 自転車レンタル, 茶道具店, 和菓子便, 写真館, 書道教室, 将棋クラブ, 図書館, 水道, 電気, 役所, 銀行",
  ),
  category(
    "Family / Семья и дом",
    "login",
    "Сбережения, Дача, Квартплата, Электричество, Библиотека, Почта бабушки, Школа, Музыкальная школа, Поликлиника, Аптека, Поезда, Театр, Кино, Шахматный клуб, Хор, Лыжная база, Гараж, Рынок, Старый форум, Фотоархив",
  ),
  category(
    "العائلة والسفر",
    "note",
    "بيت الجدة, مفتاح البستان, حساب التوفير, مكتبة الحي, مدرسة ليلى, عيادة الأسنان, القطار السريع, فندق الميناء, رقم الخزنة, وصفة المعمول, جواز السفر القديم, عنوان المطار, سوق الخميس, نادي الشطرنج, فرقة العود, تذكرة المتحف, كلمة سر الهاتف, عقد الإيجار, فاتورة الماء, شبكة المقهى",
  ),
];
