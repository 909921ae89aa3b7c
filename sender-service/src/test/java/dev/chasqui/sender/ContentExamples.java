package dev.chasqui.sender;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.chasqui.schemas.ContactAddress;
import dev.chasqui.schemas.ContactCard;
import dev.chasqui.schemas.ContactEmail;
import dev.chasqui.schemas.ContactPhone;
import dev.chasqui.schemas.ContactUrl;
import dev.chasqui.schemas.InteractiveContent;
import dev.chasqui.schemas.ListRow;
import dev.chasqui.schemas.ListSection;
import dev.chasqui.schemas.Location;
import dev.chasqui.schemas.MediaContent;
import dev.chasqui.schemas.ReactionContent;
import dev.chasqui.schemas.ReplyButton;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TemplateComponent;
import dev.chasqui.schemas.TemplateContent;
import dev.chasqui.schemas.TemplateParameter;
import dev.chasqui.schemas.TextContent;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Each kind of content with the object that WhatsApp gets, after the tables in Meta's reference; in
 * the JSON ' stands for ".
 */
final class ContentExamples {

  private static final String LINK = "https://files.example/a.png";

  private ContentExamples() {}

  /** Sets the content of a command. */
  interface Content extends UnaryOperator<SendCommand.Builder> {}

  static Stream<Arguments> all() {
    return Stream.of(simple(), media(), interactive(), templates()).flatMap(it -> it);
  }

  private static Arguments example(String name, String type, String object, Content content) {
    return argumentSet(name, type, object.replace('\'', '"'), content);
  }

  private static Stream<Arguments> simple() {
    return Stream.of(
        example(
            "text",
            "text",
            "{'body':'Grüße 😀 \\u0000','preview_url':true}",
            c -> c.setText(new TextContent("Grüße 😀 \0", true))),
        example(
            "location",
            "location",
            "{'latitude':'-12.5','longitude':'77.25','name':'Lima','address':'Plaza 1'}",
            c -> c.setLocation(new Location(-12.5, 77.25, "Lima", "Plaza 1", null))),
        example(
            "reaction",
            "reaction",
            "{'message_id':'wamid.AAA','emoji':'👍'}",
            c -> c.setReaction(new ReactionContent("wamid.AAA", "👍"))),
        example(
            "reaction taken back",
            "reaction",
            "{'message_id':'wamid.AAA','emoji':''}",
            c -> c.setReaction(new ReactionContent("wamid.AAA", ""))),
        example(
            "contacts",
            "contacts",
            """
            [{'name':{'formatted_name':'Dr Ana B','first_name':'Ana','last_name':'B','prefix':'Dr'},
              'phones':[{'phone':'+1 555','type':'CELL','wa_id':'1555'}],
              'emails':[{'email':'a@b.example','type':'WORK'}],
              'urls':[{'url':'https://b.example','type':'HOME'}],
              'addresses':[{'street':'S 1','city':'C','zip':'1','country_code':'PE','type':'HOME'}],
              'org':{'company':'Co','title':'CEO'},'birthday':'2000-01-31'},
             {'name':{'formatted_name':'Bo'}}]
            """,
            c -> c.setContacts(List.of(ana(), card("Bo").build()))));
  }

  private static ContactCard.Builder card(String name) {
    return ContactCard.newBuilder().setFormattedName(name);
  }

  private static ContactCard ana() {
    return card("Dr Ana B")
        .setFirstName("Ana")
        .setLastName("B")
        .setPrefix("Dr")
        .setPhones(List.of(new ContactPhone("+1 555", "CELL", "1555")))
        .setEmails(List.of(new ContactEmail("a@b.example", "WORK")))
        .setUrls(List.of(new ContactUrl("https://b.example", "HOME")))
        .setAddresses(List.of(new ContactAddress("S 1", "C", null, "1", null, "PE", "HOME")))
        .setCompany("Co")
        .setTitle("CEO")
        .setBirthday("2000-01-31")
        .build();
  }

  private static MediaContent.Builder link() {
    return MediaContent.newBuilder().setLink(LINK);
  }

  private static Stream<Arguments> media() {
    return Stream.of(
        example(
            "image",
            "image",
            "{'link':'https://files.example/a.png','caption':'C'}",
            c -> c.setImage(link().setCaption("C").build())),
        example(
            "video",
            "video",
            "{'link':'https://files.example/a.png','caption':'C'}",
            c -> c.setVideo(link().setCaption("C").build())),
        example(
            "audio",
            "audio",
            "{'link':'https://files.example/a.png'}",
            c -> c.setAudio(link().build())),
        example(
            "voice note",
            "audio",
            "{'link':'https://files.example/a.png','voice':true}",
            c -> c.setAudio(link().setVoice(true).build())),
        example(
            "document",
            "document",
            "{'link':'https://files.example/a.png','caption':'C','filename':'a.pdf'}",
            c -> c.setDocument(link().setCaption("C").setFilename("a.pdf").build())),
        example(
            "sticker",
            "sticker",
            "{'link':'https://files.example/a.png'}",
            c -> c.setSticker(link().build())));
  }

  private static InteractiveContent.Builder interactive(String kind) {
    return InteractiveContent.newBuilder().setKind(kind).setBody("B");
  }

  private static Stream<Arguments> interactive() {
    return Stream.of(
        example(
            "buttons",
            "interactive",
            """
            {'type':'button','header':{'type':'text','text':'H'},'body':{'text':'B'},'footer':{'text':'F'},
             'action':{'buttons':[{'type':'reply','reply':{'id':'y','title':'Yes'}},
                                  {'type':'reply','reply':{'id':'n','title':'No'}}]}}
            """,
            c ->
                c.setInteractive(
                    interactive("button")
                        .setHeaderText("H")
                        .setFooter("F")
                        .setButtons(
                            List.of(new ReplyButton("y", "Yes"), new ReplyButton("n", "No")))
                        .build())),
        example(
            "buttons below a video",
            "interactive",
            """
            {'type':'button','header':{'type':'video','video':{'link':'https://files.example/a.png'}},
             'body':{'text':'B'},'action':{'buttons':[{'type':'reply','reply':{'id':'y','title':'Yes'}}]}}
            """,
            c ->
                c.setInteractive(
                    interactive("button")
                        .setHeaderMedia(link().build())
                        .setHeaderMediaKind("video")
                        .setButtons(List.of(new ReplyButton("y", "Yes")))
                        .build())),
        example(
            "list",
            "interactive",
            """
            {'type':'list','body':{'text':'B'},'action':{'button':'Choose','sections':[
             {'title':'S','rows':[{'id':'1','title':'One','description':'D'},{'id':'2','title':'Two'}]}]}}
            """,
            c ->
                c.setInteractive(
                    interactive("list").setListButton("Choose").setSections(sections()).build())),
        example(
            "link",
            "interactive",
            """
            {'type':'cta_url','body':{'text':'B'},'action':{'name':'cta_url',
             'parameters':{'display_text':'Open','url':'https://b.example'}}}
            """,
            c ->
                c.setInteractive(
                    interactive("cta_url").setUrlText("Open").setUrl("https://b.example").build())),
        example(
            "flow",
            "interactive",
            """
            {'type':'flow','body':{'text':'B'},'action':{'name':'flow','parameters':
             {'flow_message_version':'3','flow_id':'7','flow_cta':'Go'}}}
            """,
            c ->
                c.setInteractive(
                    interactive("flow")
                        .setActionJson(
                            """
                            {"name":"flow","parameters":
                              {"flow_message_version":"3","flow_id":"7","flow_cta":"Go"}}
                            """)
                        .build())),
        example(
            "location request",
            "interactive",
            "{'type':'location_request_message','body':{'text':'B'},'action':{'name':'send_location'}}",
            c ->
                c.setInteractive(
                    interactive("location_request_message")
                        .setActionJson("{\"name\":\"send_location\"}")
                        .build())));
  }

  private static List<ListSection> sections() {
    return List.of(
        new ListSection("S", List.of(new ListRow("1", "One", "D"), new ListRow("2", "Two", null))));
  }

  private static TemplateParameter.Builder parameter(String type) {
    return TemplateParameter.newBuilder().setType(type);
  }

  private static Stream<Arguments> templates() {
    return Stream.of(
        example(
            "template",
            "template",
            """
            {'name':'order_ready','language':{'code':'en_US'},'components':[
             {'type':'header','parameters':[{'type':'image','image':{'link':'https://files.example/a.png'}}]},
             {'type':'body','parameters':[{'type':'text','parameter_name':'who','text':'Ana'},
              {'type':'currency','currency':{'fallback_value':'$1','code':'USD','amount_1000':1000}}]},
             {'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'YES'}]}]}
            """,
            c -> c.setTemplate(new TemplateContent("order_ready", "en_US", components()))),
        example(
            "template without parameters",
            "template",
            "{'name':'hello_world','language':{'code':'de'}}",
            c -> c.setTemplate(new TemplateContent("hello_world", "de", List.of()))));
  }

  private static List<TemplateComponent> components() {
    return List.of(
        component("header", parameter("image").setMedia(link().build()).build()).build(),
        component(
                "body",
                parameter("text").setParameterName("who").setText("Ana").build(),
                parameter("currency")
                    .setValueJson(
                        "{\"fallback_value\":\"$1\",\"code\":\"USD\",\"amount_1000\":1000}")
                    .build())
            .build(),
        component("button", parameter("payload").setText("YES").build())
            .setSubType("quick_reply")
            .setIndex(0)
            .build());
  }

  private static TemplateComponent.Builder component(String type, TemplateParameter... parameters) {
    return TemplateComponent.newBuilder().setType(type).setParameters(List.of(parameters));
  }
}
