# All images of Chasqui, told apart by SERVICE: sender-service, inbound-service, webhook-relay, simulator.
#   docker build --build-arg SERVICE=sender-service -t chasqui/sender-service .
#   docker build --target admin -t chasqui/admin .

# ---- What is built is the same for all of them, and is built once.
FROM maven:3.9-eclipse-temurin-25 AS built
WORKDIR /source
COPY . .
RUN mvn -B -DskipTests package -pl sender-service,inbound-service,webhook-relay,simulator,admin-cli -am

# ---- The admin API's command line
FROM eclipse-temurin:25-jre AS admin
COPY --from=built /source/admin-cli/target/*-exec.jar /app/admin.jar
USER 10001:10001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-jar", "/app/admin.jar"]

# ---- Unpacked, so that what changes seldom is a layer of its own
FROM eclipse-temurin:25-jre AS unpacked
ARG SERVICE
WORKDIR /unpacked
COPY --from=built /source/${SERVICE}/target/*-exec.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --application-filename app.jar --destination layers

FROM eclipse-temurin:25-jre AS service
ARG SERVICE
WORKDIR /app
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
COPY deploy/image/ ./
# The cache holds for this JDK and these jars only, so it is made here; a start takes half the time with it.
RUN ./train && install -d -o 10001 -g 10001 /uploads
ENV CHASQUI_HOST=0.0.0.0 \
    CHASQUI_MANAGEMENT_HOST=0.0.0.0 \
    CHASQUI_SIMULATOR_HOST=0.0.0.0 \
    CHASQUI_UPLOAD_DIRECTORY=/uploads
LABEL org.opencontainers.image.title="chasqui/${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"
USER 10001:10001
ENTRYPOINT ["java", "@/app/java.options", "-XX:AOTCache=/app/app.aot", "-jar", "/app/app.jar"]
