package dev.chasqui.workqueue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that break when a commit is done and before its answer has come. */
final class UnansweredCommits {

  private UnansweredCommits() {}

  /**
   * @param broken asked after each commit: whether its answer is lost
   */
  static DataSource of(DataSource source, BooleanSupplier broken) {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          Object result = call(method, source, arguments);
          return result instanceof Connection connection ? connection(connection, broken) : result;
        });
  }

  private static Connection connection(Connection connection, BooleanSupplier broken) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          Object result = call(method, connection, arguments);
          if (method.getName().equals("commit") && broken.getAsBoolean()) {
            connection.close();
            throw new SQLException("The connection broke", "08006");
          }
          return result;
        });
  }

  private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
