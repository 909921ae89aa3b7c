package dev.chasqui.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {
  private static final String LONG = "x".repeat(5000);

  private static SimulatorFixture sim;

  @BeforeAll
  static void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterAll
  static void stop() {
    sim.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'text','text':{'body':'x','preview_url':true},'context':{'message_id':'wamid.A'}",
        "'recipient_type':'individual','type':'image','image':{'link':'https://x.test/a.png','caption':'c'}",
        "'type':'video','video':{'link':'https://x.test/a.mp4'}",
        "'type':'audio','audio':{'link':'https://x.test/a.ogg','voice':true}",
        "'type':'document','document':{'link':'https://x.test/a.pdf','filename':'a.pdf','caption':'c'}",
        "'type':'sticker','sticker':{'link':'https://x.test/a.webp'}",
        "'type':'location','location':{'latitude':'19.43','longitude':'-99.13','name':'n','address':'a'}",
        "'type':'location','location':{'latitude':19.43,'longitude':-99.13}",
        "'type':'contacts','contacts':[{'name':{'formatted_name':'A B','first_name':'A'},"
            + "'phones':[{'phone':'+1','type':'CELL'}],'birthday':'2000-01-31'}]",
        "'type':'interactive','interactive':{'type':'button','body':{'text':'b'},'footer':{'text':'f'},"
            + "'action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'Yes'}}]}}",
        "'type':'interactive','interactive':{'type':'list','header':{'type':'text','text':'h'},"
            + "'body':{'text':'b'},'action':{'button':'Open','sections':[{'rows':[{'id':'1','title':'t'}]}]}}",
        "'type':'interactive','interactive':{'type':'cta_url','body':{'text':'b'},'action':"
            + "{'name':'cta_url','parameters':{'display_text':'Go','url':'https://x.test'}}}",
        "'type':'interactive','interactive':{'type':'flow','body':{'text':'b'},'action':{'name':'flow',"
            + "'parameters':{'flow_message_version':'3','flow_id':'1','flow_cta':'Open'}}}",
        "'type':'interactive','interactive':{'type':'location_request_message','body':{'text':'b'},"
            + "'action':{'name':'send_location'}}",
        "'type':'template','template':{'name':'order_ready','language':{'code':'en_US'},'components':"
            + "[{'type':'body','parameters':[{'type':'text','parameter_name':'who','text':'Ana'}]},"
            + "{'type':'button','sub_type':'quick_reply','index':'0','parameters':"
            + "[{'type':'payload','payload':'YES'}]}]}"
      })
  void everyTypeIsAccepted(String members) {
    var answer = send(members);

    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertThat(answer.wamid()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "131051 | 'type':'telegram','telegram':{} | is not supported; one of [audio",
        "131008 | 'type':'text','text':{} | Param text['body'] is required",
        "131008 | 'type':'text' | Param text is required",
        "131009 | 'type':'text','text':{'body':'LONG'} | at most 4096 characters",
        "131009 | 'type':'text','text':'hi' | Param text must be an object",
        "131008 | 'type':'text','text':{'body':'x'},'context':{} | context['message_id']",
        "131008 | 'type':'image','image':{} | Param image['id'] is required",
        "131009 | 'type':'image','image':{'id':'1','link':'https://x.test/'} | either id or link",
        "131009 | 'type':'image','image':{'id':'404'} | media attachment ID",
        "131009 | 'type':'image','image':{'link':'ftp://x'} | not a valid URL",
        "131009 | 'type':'image','image':{'link':'https://x.test/','caption':'LONG'} | 1024",
        "131009 | 'type':'audio','audio':{'link':'https://x.test/','caption':'c'} | caption",
        "131009 | 'type':'location','location':{'latitude':'91','longitude':'0'} | from -90 to 90",
        "131008 | 'type':'location','location':{'latitude':1} | longitude",
        "131008 | 'type':'contacts','contacts':[{'name':{'first_name':'A'}}] | formatted_name",
        "131009 | 'type':'contacts','contacts':[] | from 1 to 257",
        "131008 | 'type':'reaction','reaction':{'emoji':'x'} | message_id",
        "131009 | 'type':'interactive','interactive':{'type':'button','body':{'text':'b'},'action':{'buttons':[]}} | 1 to 3",
        "131009 | 'type':'interactive','interactive':{'type':'button','body':{'text':'b'},'action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'012345678901234567890'}}]}} | at most 20",
        "131009 | 'type':'interactive','interactive':{'type':'button','body':{'text':'b'},'action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'a'}},{'type':'reply','reply':{'id':'1','title':'b'}}]}} | not unique",
        "131008 | 'type':'interactive','interactive':{'type':'list','body':{'text':'b'},'action':{'sections':[]}} | button",
        "131008 | 'type':'interactive','interactive':{'type':'list','body':{'text':'b'},'action':{'button':'o','sections':[{'rows':[{'id':'1','title':'t'}]},{'rows':[{'id':'2','title':'t'}]}]}} | title",
        "131009 | 'type':'interactive','interactive':{'type':'dance'} | unknown type dance",
        "131009 | 'type':'template','template':{'name':'Order Ready','language':{'code':'en'}} | lower-case",
        "131008 | 'type':'template','template':{'name':'a'} | language",
      })
  void whatBreaksARuleIsRefusedWithItsName(int code, String members, String details) {
    var answer = send(members);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.details()).contains(details);
    assertThat(answer.json().path("error").path("message").asString())
        .startsWith("(#" + code + ")");
    assertThat(answer.json().path("error").path("fbtrace_id").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "100 | {'to':'15550001111','text':{'body':'x'}}",
        "100 | {'messaging_product':'sms','to':'15550001111','text':{'body':'x'}}",
        "131008 | {'messaging_product':'whatsapp','text':{'body':'x'}}",
        "131009 | {'messaging_product':'whatsapp','to':'not a number','text':{'body':'x'}}",
        "131021 | {'messaging_product':'whatsapp','to':'+1 555 000 9999','text':{'body':'x'}}",
        "131009 | {'messaging_product':'whatsapp','recipient':'nobody','text':{'body':'x'}}",
        "131009 | {'messaging_product':'whatsapp','to':'1555000111','recipient_type':'all','text':{'body':'x'}}",
        "100 | [1]",
        "100 | {'messaging_product':",
      })
  void theEnvelopeHasRulesToo(int code, String json) {
    var answer = sim.send(json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void callbackDataHasAtMost512Characters() {
    assertThat(sim.sendText("15550001111", "x".repeat(512)).status()).isEqualTo(200);

    var answer = sim.sendText("15550001111", "x".repeat(513));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(100);
  }

  private static Answer send(String members) {
    return sim.send(
        "{'messaging_product':'whatsapp','to':'+15550001111',"
            + members.replace("LONG", LONG)
            + "}");
  }
}
