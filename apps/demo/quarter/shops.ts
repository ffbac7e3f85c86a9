// Whom a quarter of Parcelwise's sales is about: shops that are none, each with the day on which it first looks and how far it comes.

export interface Shop {
  readonly site: string;
  /** Who asks. */
  readonly contact: string;
  readonly employees: number;
  readonly platform: 'shopify' | 'magento' | 'bigcommerce' | 'other';
  /** Days after the quarter's first. */
  readonly from: number;
  readonly comesTo: 'asked' | 'booked' | 'canceled' | 'trial' | 'won' | 'quiet' | 'signed up' | 'paid alone';
  /** What the deal is worth, in whole dollars: what the rep writes first, and what Stripe reports at last. */
  readonly worth: number;
  /** The page that brought them. */
  readonly by: string;
}

type Row = readonly [Shop['site'], Shop['contact'], number, Shop['platform'], number, Shop['comesTo'], number, string];

const rows: readonly Row[] = [
  ['northfold.example', 'Ingrid Solberg', 1400, 'shopify', 0, 'won', 54_000, '/blog/answer-faster'],
  ['harbour-and-finch.example', 'Marcus Bell', 320, 'magento', 1, 'won', 14_400, '/compare/helpdesks'],
  ['saltmarsh-supply.example', 'Priya Raman', 260, 'shopify', 2, 'quiet', 9_600, '/pricing'],
  ['tallow-and-wick.example', 'Joan Ferris', 9, 'shopify', 3, 'paid alone', 348, '/blog/returns-guide'],
  ['kestrel-goods.example', 'Tomasz Zieliński', 2100, 'magento', 5, 'won', 72_000, '/customers'],
  ['otter-creek.example', 'Della Hart', 410, 'shopify', 7, 'quiet', 12_000, '/blog/answer-faster'],
  ['lumen-atelier.example', 'Élodie Martin', 1150, 'shopify', 9, 'won', 48_000, '/pricing'],
  ['birchhouse.example', 'Ben Okafor', 290, 'bigcommerce', 11, 'canceled', 8_400, '/compare/helpdesks'],
  ['pine-marten.example', 'Sofia Lindqvist', 18, 'shopify', 12, 'signed up', 0, '/blog/returns-guide'],
  ['caldera-coffee.example', 'Luis Ibarra', 640, 'shopify', 14, 'won', 21_600, '/blog/answer-faster'],
  ['field-and-fleece.example', 'Rosie Tran', 380, 'shopify', 16, 'quiet', 11_400, '/webinars/peak-season'],
  ['mori-tea.example', 'Hanako Mori', 900, 'shopify', 18, 'won', 26_400, '/customers'],
  ['brightwater.example', 'Owen Clarke', 1750, 'magento', 20, 'won', 64_800, '/webinars/peak-season'],
  ['juniper-and-rye.example', 'Nadia Haddad', 230, 'shopify', 22, 'asked', 7_200, '/pricing'],
  ['stillwater-bikes.example', 'Jonas Weber', 510, 'bigcommerce', 24, 'won', 16_800, '/blog/answer-faster'],
  ['poppyseed.example', 'Amara Nwosu', 12, 'shopify', 26, 'paid alone', 588, '/blog/returns-guide'],
  ['granatapfel.example', 'Gün Yılmaz', 1500, 'magento', 28, 'trial', 57_600, '/compare/helpdesks'],
  ['dunlin-outdoor.example', 'Dmitri Sokolov', 640, 'magento', 30, 'won', 19_200, '/pricing'],
  ['ash-and-ember.example', 'Claire Dubois', 275, 'shopify', 33, 'canceled', 8_400, '/blog/answer-faster'],
  ['tideline-gear.example', 'Keoni Kahale', 820, 'shopify', 35, 'trial', 24_000, '/webinars/peak-season'],
  ['fjordkaffe.example', 'Frida Nygård', 260, 'shopify', 37, 'won', 9_600, '/customers'],
  ['redbarn-pets.example', 'Walt Simmons', 340, 'bigcommerce', 40, 'booked', 10_800, '/pricing'],
  ['solstice-home.example', 'Mei Chen', 1320, 'shopify', 42, 'trial', 49_200, '/blog/answer-faster'],
  ['grey-heron.example', 'Patrick Byrne', 450, 'magento', 44, 'won', 15_000, '/compare/helpdesks'],
  ['clementine.example', 'Lucía Ortega', 22, 'shopify', 46, 'signed up', 0, '/blog/returns-guide'],
  ['larkspur-books.example', 'Hugh Ellery', 300, 'other', 48, 'asked', 9_000, '/blog/answer-faster'],
  ['cobalt-running.example', 'Zanele Dube', 990, 'shopify', 50, 'trial', 28_800, '/webinars/peak-season'],
  ['elm-and-ash.example', 'Anouk Visser', 3100, 'shopify', 52, 'booked', 96_000, '/customers'],
  ['petal-and-post.example', 'Grace Kim', 240, 'shopify', 54, 'trial', 7_800, '/pricing'],
  ['ironbridge-tools.example', 'Colin Marsh', 1250, 'magento', 56, 'booked', 45_600, '/compare/helpdesks'],
  ['wild-thyme.example', 'Isabel Rocha', 14, 'shopify', 58, 'paid alone', 348, '/blog/returns-guide'],
  ['nordlys-ski.example', 'Erik Aune', 560, 'shopify', 60, 'booked', 18_000, '/webinars/peak-season'],
  ['maplemoon.example', 'Chloe Bennett', 410, 'bigcommerce', 62, 'trial', 13_200, '/blog/answer-faster'],
  ['opal-and-stone.example', 'Farah Aziz', 1080, 'shopify', 64, 'booked', 39_600, '/customers'],
  ['sundial-toys.example', 'Peter Novák', 330, 'magento', 66, 'booked', 10_200, '/pricing'],
  ['rivergate.example', 'Yusuf Demir', 720, 'shopify', 68, 'asked', 22_800, '/compare/helpdesks'],
  ['velvet-fern.example', 'Harriet Lowe', 270, 'shopify', 70, 'booked', 8_400, '/blog/answer-faster'],
  ['bluefinch-audio.example', 'Andre Costa', 1900, 'shopify', 72, 'asked', 68_400, '/pricing'],
  ['thistlewool.example', 'Morag Sinclair', 310, 'shopify', 74, 'asked', 9_600, '/webinars/peak-season'],
  ['copper-kettle.example', 'Nina Petrova', 480, 'magento', 76, 'booked', 14_400, '/customers'],
  ['moonrake.example', 'Sami Laine', 2400, 'shopify', 78, 'booked', 81_600, '/blog/answer-faster'],
  ['plum-and-quill.example', 'Ruth Adeyemi', 250, 'shopify', 80, 'booked', 7_800, '/pricing'],
];

export const shops: readonly Shop[] = rows.map(([site, contact, employees, platform, from, comesTo, worth, by]) => ({
  site,
  contact,
  employees,
  platform,
  from,
  comesTo,
  worth,
  by,
}));
