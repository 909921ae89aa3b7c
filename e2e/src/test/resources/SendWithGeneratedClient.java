import dev.chasqui.client.ApiClient;
import dev.chasqui.client.api.MessagesApi;
import dev.chasqui.client.model.TextRequest;

/** Sends a message with the generated client: port, key, phone. Prints its status. */
public final class SendWithGeneratedClient {

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient().setPort(Integer.parseInt(arguments[0]));
    client.setRequestInterceptor(request -> request.header("X-API-Key", arguments[1]));
    TextRequest text = new TextRequest().phone(arguments[2]).message("Hola");
    System.out.println(new MessagesApi(client).messageSend(text, null, null).getData().getStatus());
  }
}
