package dev.chasqui.inbound.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.ContactCard;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.MessageRevoked;
import dev.chasqui.schemas.ReactionReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of inbound message that the Graph API documents. */
class MessageReaderTest {

  /** Reads a message and compares fields of the event, by their path. */
  private static Fields message(String content) {
    WhatsAppEvent event = Reading.message(content);
    assertThat(event.getType()).isEqualTo("message");
    assertThat(event.getChatId()).isEqualTo("15550001111");
    assertThat(event.getTimestamp()).isEqualTo(Instant.ofEpochSecond(1_760_000_000));
    assertThat(event.getReceivedAt()).isEqualTo(Reading.RECEIVED_AT);
    MessageReceived message = requireNonNull(event.getMessage());
    assertThat(message.getMessageId()).isEqualTo("wamid.IN");
    assertThat(message.getTo()).isEqualTo("15550009999");
    assertThat(message.getFrom().getName()).isEqualTo("Ana");
    assertThat(message.getRawJson()).contains("wamid.IN");
    return new Fields(assertThat(message));
  }

  private record Fields(AbstractObjectAssert<?, ?> message) {

    Fields has(String path, Object value) {
      message.extracting(path).isEqualTo(value);
      return this;
    }

    Fields hasNo(String path) {
      message.extracting(path).isNull();
      return this;
    }
  }

  @Test
  void text() {
    message("'type':'text','text':{'body':'hi 😀 \\u00e4'}")
        .has("type", "text")
        .has("body", "hi 😀 ä")
        .hasNo("media")
        .hasNo("context");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "video"})
  void imageAndVideo(String type) {
    message(
            "'type':'%s','%s':{'caption':'look','mime_type':'a/b','sha256':'q8=','id':'900','url':'http://x'}"
                .formatted(type, type))
        .has("type", type)
        .has("body", "look")
        .has("media.mediaId", "900")
        .has("media.mimeType", "a/b")
        .has("media.sha256", "q8=")
        .has("media.caption", "look")
        .has("media.voice", false);
  }

  @Test
  void voiceNote() {
    message(
            "'type':'audio','audio':{'mime_type':'audio/ogg; codecs=opus','sha256':'q=','id':'901','voice':true}")
        .has("type", "audio")
        .has("media.mimeType", "audio/ogg; codecs=opus")
        .has("media.voice", true)
        .hasNo("body");
  }

  @Test
  void document() {
    message(
            "'type':'document','document':{'filename':'a.pdf','mime_type':'application/pdf','id':'902'}")
        .has("type", "document")
        .has("media.filename", "a.pdf")
        .hasNo("media.sha256");
  }

  @Test
  void sticker() {
    message("'type':'sticker','sticker':{'mime_type':'image/webp','id':'903','animated':true}")
        .has("type", "sticker")
        .has("media.animated", true);
  }

  @Test
  void location() {
    message(
            "'type':'location','location':{'latitude':-12.5,'longitude':'77.25','name':'Home','address':'Street 1','url':'http://h'}")
        .has("location.latitude", -12.5)
        .has("location.longitude", 77.25)
        .has("location.name", "Home")
        .has("location.address", "Street 1")
        .has("location.url", "http://h");
  }

  @Test
  void contacts() {
    MessageReceived message =
        requireNonNull(
            Reading.message(
                    """
                    'type':'contacts','contacts':[{'name':{'formatted_name':'Dr. Bo Li','first_name':'Bo','prefix':'Dr.'},
                    'phones':[{'phone':'+1 555','type':'CELL','wa_id':'1555'},{'phone':'2'}],'emails':[{'email':'a@b'}],
                    'urls':[{'url':'http://u'}],'addresses':[{'street':'S','zip':'Z','country_code':'pe'}],
                    'org':{'company':'Co','title':'T'},'birthday':'2000-01-02','vcard':'BEGIN','origin':'x'},{}]""")
                .getMessage());

    List<ContactCard> cards = requireNonNull(message.getContacts());
    assertThat(cards).extracting(ContactCard::getFormattedName).containsExactly("Dr. Bo Li", "");
    ContactCard card = cards.getFirst();
    assertThat(card.getPrefix()).isEqualTo("Dr.");
    assertThat(card.getPhones()).hasSize(2);
    assertThat(card.getPhones().getFirst().getWaId()).isEqualTo("1555");
    assertThat(card.getEmails().getFirst().getEmail()).isEqualTo("a@b");
    assertThat(card.getUrls().getFirst().getUrl()).isEqualTo("http://u");
    assertThat(card.getAddresses().getFirst().getCountryCode()).isEqualTo("pe");
    assertThat(card.getCompany()).isEqualTo("Co");
    assertThat(card.getBirthday()).isEqualTo("2000-01-02");
  }

  @Test
  void templateButton() {
    message(
            "'type':'button','button':{'payload':'YES-1','text':'Yes'},'context':{'from':'1','id':'wamid.OUT'}")
        .has("type", "button")
        .has("body", "Yes")
        .has("interactive.kind", "button")
        .has("interactive.id", "YES-1")
        .has("interactive.title", "Yes")
        .has("context.messageId", "wamid.OUT");
  }

  @Test
  void interactiveButton() {
    message(
            "'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'yes','title':'Yes'}}")
        .has("body", "Yes")
        .has("interactive.kind", "button_reply")
        .has("interactive.id", "yes");
  }

  @Test
  void interactiveList() {
    message(
            "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'r1','title':'Row','description':'first'}}")
        .has("body", "Row")
        .has("interactive.kind", "list_reply")
        .has("interactive.description", "first");
  }

  @Test
  void interactiveFlow() {
    message(
            "'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow','body':'Sent','response_json':'{\\'a\\':1}'}}"
                .replace("\\'", "\\u0022"))
        .has("body", "Sent")
        .has("interactive.kind", "nfm_reply")
        .has("interactive.responseJson", "{\"a\":1}");
  }

  @Test
  void order() {
    WhatsAppEvent event =
        Reading.message(
            "'type':'order','order':{'catalog_id':'c','text':'please','product_items':[{'product_retailer_id':'p','quantity':'2','item_price':1.5,'currency':'PEN'}]}");
    MessageReceived message = requireNonNull(event.getMessage());
    var order = requireNonNull(message.getOrder());
    assertThat(message.getBody()).isEqualTo("please");
    assertThat(order.getCatalogId()).isEqualTo("c");
    var item = order.getItems().getFirst();
    assertThat(item.getProductRetailerId()).isEqualTo("p");
    assertThat(item.getQuantity()).isEqualTo(2);
    assertThat(item.getItemPrice()).isEqualTo(1.5);
    assertThat(item.getCurrency()).isEqualTo("PEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wa_id", "new_wa_id"})
  void aChangedNumber(String field) {
    message(
            "'type':'system','system':{'body':'Ana changed','%s':'15550002222','type':'user_changed_number'}"
                .formatted(field))
        .has("type", "system")
        .has("body", "Ana changed")
        .has("system.type", "user_changed_number")
        .has("system.newIdentity.phone", "15550002222");
  }

  @Test
  void aChangedUserId() {
    message(
            "'type':'system','system':{'type':'user_changed_user_id','user_id':'US.2','parent_user_id':'US.ENT.2','previous_user_id':'US.1'}")
        .has("system.newIdentity.bsuid", "US.2")
        .has("system.newIdentity.parentBsuid", "US.ENT.2")
        .hasNo("system.newIdentity.phone");
  }

  @Test
  void anEmptyIdentifierIsNone() {
    message("'type':'text','text':{'body':'a'},'from_user_id':'','from_parent_user_id':' '")
        .hasNo("from.bsuid")
        .hasNo("from.parentBsuid");
  }

  @Test
  void aChangedIdentity() {
    message(
            "'type':'system','system':{'body':'changed','type':'customer_identity_changed'},'identity':{'hash':'h'}")
        .has("system.type", "customer_identity_changed")
        .hasNo("system.newIdentity");
  }

  @Test
  void unsupported() {
    message(
            "'type':'unsupported','errors':[{'code':131051,'title':'no'}],'unsupported':{'type':'poll_creation'}")
        .has("type", "unsupported")
        .has("unsupportedType", "poll_creation");
  }

  @Test
  void edit() {
    message(
            "'type':'edit','edit':{'original_message_id':'wamid.O','message':{'type':'text','text':{'body':'better'},'context':{'id':'x'}}}")
        .has("type", "edit")
        .has("body", "better")
        .has("originalMessageId", "wamid.O");
  }

  @Test
  void aTypeOfTomorrowKeepsItsJson() {
    message("'type':'hologram','hologram':{'depth':3}").has("type", "hologram").hasNo("body");
  }

  @Test
  void ridersOfAnyType() {
    message(
            """
            'type':'text','text':{'body':'x'},'context':{'from':'1','id':'wamid.OUT','frequently_forwarded':true,
            'referred_product':{'catalog_id':'c','product_retailer_id':'p'}},'referral':{'source_url':'http://ad',
            'source_id':'1','source_type':'ad','headline':'h','body':'b','ctwa_clid':'clid'}""")
        .has("context.messageId", "wamid.OUT")
        .has("context.forwarded", true)
        .has("context.frequentlyForwarded", true)
        .has("context.productRetailerId", "p")
        .has("referral.sourceType", "ad")
        .has("referral.ctwaClid", "clid");
  }

  @Test
  void whatIsMissingIsLeftOut() {
    message("'type':'image'").has("type", "image").hasNo("media");
    message("'type':'text','text':'no object'").hasNo("body");
    message("'type':'order'").has("type", "order");
    message("'type':'contacts','contacts':'none'").has("type", "contacts");
    message("'type':'interactive','interactive':{}").has("type", "interactive");
  }

  @Test
  void aHugeMessageIsNotCarriedTwice() {
    MessageReceived message =
        requireNonNull(
            Reading.message("'type':'text','text':{'body':'" + "x".repeat(100_000) + "'}")
                .getMessage());

    assertThat(message.getBody()).hasSize(100_000);
    assertThat(message.getRawJson()).isNull();
  }

  @Test
  void aMessageInAGroupBelongsToTheGroup() {
    WhatsAppEvent event = Reading.message("'group_id':'G1','type':'text','text':{'body':'x'}");

    assertThat(event.getChatId()).isEqualTo("G1");
    MessageReceived message = requireNonNull(event.getMessage());
    assertThat(message.getGroupId()).isEqualTo("G1");
    assertThat(message.getFrom().getPhone()).isEqualTo("15550001111");
  }

  @Test
  void reaction() {
    WhatsAppEvent event =
        Reading.message("'type':'reaction','reaction':{'message_id':'wamid.OUT','emoji':'👍'}");

    assertThat(event.getType()).isEqualTo("message.reaction");
    ReactionReceived reaction = requireNonNull(event.getReaction());
    assertThat(reaction.getEmoji()).isEqualTo("👍");
    assertThat(reaction.getTargetMessageId()).isEqualTo("wamid.OUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'emoji':''"})
  void aReactionTakenBack(String emoji) {
    WhatsAppEvent event =
        Reading.message(
            "'type':'reaction','reaction':{'message_id':'wamid.OUT'%s}".formatted(emoji));

    assertThat(requireNonNull(event.getReaction()).getEmoji()).isNull();
  }

  @Test
  void revocation() {
    WhatsAppEvent event =
        Reading.message("'type':'revoke','revoke':{'original_message_id':'wamid.O'}");

    assertThat(event.getType()).isEqualTo("message.revoked");
    MessageRevoked revoked = requireNonNull(event.getRevoked());
    assertThat(revoked.getTargetMessageId()).isEqualTo("wamid.O");
    assertThat(revoked.getFrom().getPhone()).isEqualTo("15550001111");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'soon'", "99999999999999999999", "-5", "1760000000.5", "null"})
  void aTimeThatIsNoneIsThatOfReceipt(String timestamp) {
    WhatsAppEvent event =
        Reading.one(
            Reading.value(
                "messages",
                "'messages':[{'from':'1','id':'x','timestamp':%s,'type':'text','text':{'body':'x'}}]"
                    .formatted(timestamp)));

    assertThat(event.getTimestamp()).isEqualTo(Reading.RECEIVED_AT);
  }
}
