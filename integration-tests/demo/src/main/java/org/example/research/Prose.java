package org.example.research;

import java.util.List;
import java.util.Random;

/** Writes plausible research notes and articles; the same random numbers give the same text. */
final class Prose {

  private static final List<String> SUBJECTS =
      List.of(
          "solid-state batteries",
          "sodium-ion batteries",
          "perovskite solar cells",
          "silicon heterojunctions",
          "desalination membranes",
          "coral reef restoration",
          "green hydrogen",
          "grid storage",
          "direct air capture",
          "vertical farming",
          "geothermal drilling",
          "tidal power",
          "carbon-neutral cement",
          "offshore wind",
          "heat pumps",
          "district heating",
          "peatland rewetting",
          "mangrove planting",
          "battery recycling",
          "rare-earth recovery",
          "soil microbiomes",
          "drought-tolerant wheat",
          "ocean alkalinity",
          "glacier monitoring",
          "wildfire prediction",
          "flood early warning",
          "air-quality sensing",
          "urban cooling",
          "electric ferries",
          "hydrogen aviation",
          "fusion blankets",
          "small modular reactors",
          "biochar",
          "enzymatic plastics recycling",
          "precision fermentation",
          "seaweed farming",
          "satellite methane detection",
          "long-duration storage",
          "superconducting cables",
          "demand response");

  private static final List<String> CHINESE_SUBJECTS =
      List.of(
          "固态电池", "钠离子电池", "钙钛矿太阳能", "海水淡化膜", "珊瑚礁修复", "绿色氢能", "电网储能", "直接空气捕集", "垂直农业", "地热钻探",
          "潮汐发电", "低碳水泥", "海上风电", "湿地恢复", "稀土回收", "城市降温");

  private static final List<String> GIVEN_NAMES =
      words(
          "Ingrid,Mateo,Amara,Yuki,Lena,Tomasz,Priya,Olu,Chiara,Björn,Fatima,Diego,"
              + "Hana,Idris,Noor,Petra,Rafael,Sana,Viktor,Zoë,Aditya,Beatriz,Cyrus,Dagny,"
              + "Emeka,Freya,Gustavo,Hyejin,Imani,Jarek,Kavita,Lorenzo,Mirela,Nikolai,Oona,"
              + "Paulo,Quentin,Rukmini,Silvia,Tariq,Ulrike,Valentina,Wanjiru,Xavier,Yasmin,"
              + "Zbigniew,Anneke,Bongani,Catalina,Dmitri,Esperanza,Farouk,Giulia,Henrik,"
              + "Isolde,Jiho,Katarina,Leandro,Maryam,Nnamdi,Ottilie,Pedro,Raquel,Santiago,"
              + "Thandiwe,Umberto,Veronika,Wiremu,Ximena,Yoshiko");

  private static final List<String> FAMILY_NAMES =
      words(
          "Okafor,Lindqvist,Moreau,Tanaka,Kowalski,Castellanos,Iyer,Haddad,Novák,"
              + "Brandt,Oyelaran,Sørensen,Marchetti,Petrov,Nguyen,Abernathy,Dlamini,"
              + "Fischer,Gallagher,Hashimoto,Adeyemi,Bergström,Chaudhry,Dubois,Eriksen,"
              + "Farrukh,Grigoryan,Hoffmann,Ibarra,Jovanović,Kaplan,Lehtinen,Mbeki,"
              + "Nakamura,Oliveira,Pärt,Quiroga,Rasmussen,Szabó,Takahashi,Underwood,"
              + "Vasquez,Wojcik,Xiong,Yamamoto,Zielinski,Achebe,Bianchi,Cardoso,Drummond,"
              + "Ekström,Fitzgerald,Guerrero,Hussain,Ivanova,Jansen,Khumalo,Lombardi,"
              + "Mwangi,Nordahl,Orozco,Papadakis,Rautio,Schneider,Thorvald,Ueda,Vermeulen,"
              + "Whitaker,Yılmaz,Zhang");

  private static final List<String> PLACES =
      words(
          "Tromsø,Lagos,Valparaíso,Kyoto,Rotterdam,Chennai,Reykjavík,Perth,Nairobi,"
              + "Malmö,Halifax,Oaxaca,Incheon,Bergen,Da Nang,Aqaba,Tasmania,the Azores,"
              + "Hokkaido,Patagonia,Antofagasta,Bilbao,Cork,Dakar,Essaouira,Fortaleza,"
              + "Galway,Hobart,Iquitos,Jakarta,Kiruna,Ljubljana,Mombasa,Nagasaki,Odense,"
              + "Penang,Quito,Riga,Surabaya,Tallinn,Ushuaia,Vancouver,Windhoek,Xalapa,"
              + "Yerevan,Zanzibar,Aberdeen,Brno,Cusco,Darwin,Esbjerg,Faro,Gdynia,Haifa,"
              + "Inverness");

  private static final List<String> PROJECT_FIRST =
      words(
          "Amber,Basalt,Cobalt,Drifting,Ember,Fjord,Granite,Hollow,Indigo,Juniper,"
              + "Kelp,Lantern,Marble,Northern,Ochre,Pebble,Quartz,Russet,Silver,Tidal,"
              + "Umber,Velvet,Willow,Xenon,Yarrow,Zephyr");

  private static final List<String> PROJECT_SECOND =
      words(
          "Albatross,Bison,Condor,Dolphin,Egret,Falcon,Gazelle,Heron,Ibis,Jaguar,"
              + "Kestrel,Lynx,Marten,Narwhal,Osprey,Puffin,Quokka,Raven,Stork,Tapir,Urchin,"
              + "Vole,Walrus,Yak");

  private static final List<String> FINDINGS =
      List.of(
          "losses fell by %d percent once the electrolyte was kept dry",
          "the cost per unit dropped to %d dollars, mostly through simpler assembly",
          "%d of the samples failed within a year, all of them at the seals",
          "a pilot of %d units ran through the winter without maintenance",
          "the effect vanished after %d cycles and nobody could say why",
          "yields rose by %d percent where humidity was controlled",
          "the model overestimated demand by %d percent in every region",
          "sensors drifted by %d parts per million and had to be recalibrated",
          "a second supplier matched the quality at %d percent of the price",
          "permits took %d months, longer than the construction itself",
          "the control group needed %d additional weeks to show the same effect",
          "backup generators were started %d times, always before sunrise",
          "satellite images missed %d hectares that the drone survey had found",
          "corrosion appeared after %d days wherever copper touched the frame",
          "farmers adopted the method in %d villages without any subsidy",
          "the laboratory reproduced %d results and withdrew one of its claims",
          "frost cracked %d valves although the insulation met the standard",
          "an open dataset with %d thousand measurements is being prepared");

  private static final List<String> CHINESE_FINDINGS =
      List.of(
          "在低温条件下效率提高了百分之%d,但循环寿命仍然不足。",
          "试点项目运行了%d个月,维护成本低于预期。",
          "研究团队发现,成本的百分之%d来自材料纯化。",
          "与去年相比,产量增加了百分之%d,质量保持稳定。",
          "监测站共记录了%d次异常,原因仍在调查。");

  private static final List<String> EMOJI =
      List.of("🔋", "🌊", "🌱", "⚡", "🔬", "🌡️", "📈", "👩‍🔬");

  private final Random random;

  Prose(Random random) {
    this.random = random;
  }

  /** A research subject in English. */
  String subject() {
    return pick(SUBJECTS);
  }

  /** A number from 1 (minor) to 9. */
  int importance() {
    return 1 + random.nextInt(9);
  }

  /** A note of roughly 300 bytes about a subject. */
  String note(String subject) {
    StringBuilder note = new StringBuilder(320);
    if (random.nextInt(300) == 0) {
      note.append("Open question: ");
    }
    note.append(name()).append(" in ").append(pick(PLACES)).append(" on ").append(subject);
    note.append(" (report KX-").append(1000 + random.nextInt(5000)).append(", project ");
    note.append(pick(PROJECT_FIRST)).append(' ').append(pick(PROJECT_SECOND)).append("): ");
    note.append(finding()).append(". ");
    if (random.nextInt(5) == 0) {
      chineseSentence(note);
      note.append(' ');
    }
    note.append("Compared with earlier work in ").append(pick(PLACES)).append(", ");
    note.append(finding()).append(". Reviewed by ").append(name()).append('.');
    if (random.nextInt(7) == 0) {
      note.append(' ').append(pick(EMOJI));
    }
    return note.toString();
  }

  /** An article of at least {@code length} characters, in paragraphs; one in three has Chinese. */
  String article(String title, int length) {
    StringBuilder article = new StringBuilder(length + 512);
    article.append("# ").append(title).append("\n\n");
    boolean multilingual = random.nextInt(3) == 0;
    while (article.length() < length) {
      int sentences = 3 + random.nextInt(4);
      for (int i = 0; i < sentences; i++) {
        if (multilingual && random.nextInt(4) == 0) {
          chineseSentence(article);
        } else {
          article.append(name()).append(" (").append(pick(PLACES)).append(") writes about ");
          article.append(subject()).append(": \"").append(finding()).append("\". ");
        }
      }
      article.append(multilingual ? pick(EMOJI) + "\n\n" : "\n\n");
    }
    return article.toString();
  }

  private void chineseSentence(StringBuilder text) {
    text.append("关于").append(pick(CHINESE_SUBJECTS)).append(":");
    text.append(numbered(pick(CHINESE_FINDINGS)));
  }

  private String name() {
    return pick(GIVEN_NAMES) + " " + pick(FAMILY_NAMES);
  }

  private String finding() {
    return numbered(pick(FINDINGS));
  }

  private String numbered(String template) {
    return template.replace("%d", Integer.toString(2 + random.nextInt(90)));
  }

  private static List<String> words(String separatedByCommas) {
    return List.of(separatedByCommas.split(",", -1));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
